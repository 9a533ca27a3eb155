import { ReactNode } from 'react';
import { SkeletonBlock } from '../feedback/LoadingSkeleton';
import { OpsdeckQueryProvider } from '../query/OpsdeckQueryProvider';
import {
  EntityQueryOptions,
  QueryName,
  useEntityQuery,
} from '../query/useApiQuery';
import { QueryBoundary } from './QueryBoundary';

export interface EntityTabProps<TApi, TData>
  extends Omit<EntityQueryOptions<TApi, TData>, 'name' | 'enabled'> {
  /**
   * Under which its answers are kept. `['overview']` unless told: what asks the
   * same API something else needs a name of its own, or gets the tab's answer.
   */
  name?: QueryName;
  /** What the tab shows, within a sentence: "the backups". */
  what: string;
  /** Name of the permission that reading it needs. */
  permission: string;
  /** The layout to come; a headline and a table unless told. */
  layout?: readonly SkeletonBlock[];
  /** Shows the answer. */
  children: (overview: TData) => ReactNode;
}

/** How often a tab asks again while it is looked at, unless told. */
const REFETCH_MS = 30_000;

/**
 * The frame of a tab: asks for the overview of the page's entity, and shows
 * it, the way there, or why not.
 */
export function EntityTab<TApi, TData>(props: EntityTabProps<TApi, TData>) {
  return (
    <OpsdeckQueryProvider>
      <Content {...props} />
    </OpsdeckQueryProvider>
  );
}

function Content<TApi, TData>(props: EntityTabProps<TApi, TData>) {
  const query = useEntityQuery({
    api: props.api,
    name: props.name ?? ['overview'],
    query: props.query,
    refetchIntervalMs: props.refetchIntervalMs ?? REFETCH_MS,
  });
  return (
    <QueryBoundary
      query={query}
      what={props.what}
      permission={props.permission}
      layout={props.layout}
    >
      {props.children}
    </QueryBoundary>
  );
}
