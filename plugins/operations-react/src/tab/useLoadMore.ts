import { useState } from 'react';

/** A list that is read from its start, more of it at each "Load more". */
export interface LoadMore {
  /** How many to ask for. */
  limit: number;
  /** For {@link DataTable}; undefined when no more can be asked for. */
  onLoadMore: (page: Page | undefined) => (() => void) | undefined;
  /** Whether there are more than the API gives in one answer. */
  isCut: (page: Page | undefined) => boolean;
}

interface Page {
  nextCursor?: string | null;
}

/**
 * Grows a page instead of leafing: what is on screen stays where it is and is
 * polled as one. Up to `largest`, which is what the API gives in one answer.
 */
export function useLoadMore(step: number, largest: number): LoadMore {
  const [limit, setLimit] = useState(step);
  const hasMore = (page: Page | undefined) => Boolean(page?.nextCursor);
  return {
    limit,
    onLoadMore: page =>
      hasMore(page) && limit < largest
        ? () => setLimit(Math.min(largest, limit + step))
        : undefined,
    isCut: page => hasMore(page) && limit >= largest,
  };
}
