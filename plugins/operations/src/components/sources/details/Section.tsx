import { sourcesReadPermission } from '@opsdeck/backstage-plugin-operations-common';
import {
  QueryBoundary,
  QueryBoundaryProps,
} from '@opsdeck/backstage-plugin-operations-react';

/** Rows that a section shows at first, and at most. */
export const PAGE = 20;
export const LARGEST_PAGE = 200;

/** The answer of one section of the drawer, or why there is none. */
export function Section<TData>(
  props: Pick<QueryBoundaryProps<TData>, 'what' | 'query' | 'children'>,
) {
  return (
    <QueryBoundary
      {...props}
      permission={sourcesReadPermission.name}
      layout={[{ kind: 'table', rows: 3, columns: 3 }]}
    />
  );
}
