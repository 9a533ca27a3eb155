import { UseQueryResult } from '@tanstack/react-query';
import { ReactNode } from 'react';
import { ErrorPanel } from '../feedback/ErrorPanel';
import { LoadingSkeleton, SkeletonBlock } from '../feedback/LoadingSkeleton';

export interface QueryBoundaryProps<TData> {
  /** What {@link useEntityQuery} or {@link useApiQuery} returned. */
  query: Pick<
    UseQueryResult<TData>,
    'data' | 'error' | 'refetch' | 'isPlaceholderData'
  >;
  /** What is asked for, within a sentence: "the backups". */
  what: string;
  /** Name of the permission that the request needs. */
  permission?: string;
  /** Who has it, for example "the owners of orders". */
  whoCan?: string;
  /** The layout to come; a headline and a table unless told. */
  layout?: readonly SkeletonBlock[];
  /**
   * Whether the answer before may stand in while another is fetched; yes unless
   * told. Not where the parameter is the thing itself: one deployment must not
   * stand in for another.
   */
  keepPrevious?: boolean;
  /** Shows the answer. */
  children: (data: TData) => ReactNode;
}

/**
 * One of the states that every answer has: not there yet, there, failed, or
 * failed since it was last there. An answer stays in sight when asking again
 * fails: its own freshness says how old it is.
 */
export function QueryBoundary<TData>(props: QueryBoundaryProps<TData>) {
  const { query, what, permission, whoCan, layout, children } = props;
  const { error, refetch, isPlaceholderData } = query;
  const isAnother = isPlaceholderData && props.keepPrevious === false;
  const data = isAnother ? undefined : query.data;
  return (
    <>
      {error && (
        <ErrorPanel
          what={what}
          error={error}
          permission={permission}
          whoCan={whoCan}
          onRetry={refetch}
        />
      )}
      {data !== undefined && children(data)}
      {data === undefined && !error && (
        <LoadingSkeleton what={what} layout={layout} />
      )}
    </>
  );
}
