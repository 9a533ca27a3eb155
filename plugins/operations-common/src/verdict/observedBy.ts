import { z } from 'zod/v4';
import { Freshness, staleAt } from '../freshness';

export const observedBySchema = z.object({
  /**
   * The source and the scope of it that the verdict rests on; null when none
   * stands behind it. The answer's `sources` tell the rest of it by the same ids.
   */
  source: z
    .object({
      id: z.string(),
      title: z.string(),
      scopeId: z.string(),
      scopeTitle: z.string(),
    })
    .nullable(),
  /** Why no source stands behind it; null when one does. */
  noSource: z.string().nullable(),
  /** How old that knowledge is; null without a source. */
  freshness: z
    .object({
      /** As of when the source knew it (UTC); null when it has never been read. */
      asOf: z.iso.datetime().nullable(),
      /** From when on it proves nothing (UTC); null when it has never been read. */
      staleAt: z.iso.datetime().nullable(),
    })
    .nullable(),
});

/** What a verdict was observed by, and how long ago. */
export type ObservedBy = z.infer<typeof observedBySchema>;

/**
 * A verdict that one source stands behind.
 *
 * @param asOf - when the thing itself was last read, where that is later than
 *   the last whole reading of its scope
 */
export function observedBy(freshness: Freshness, asOf?: string): ObservedBy {
  const { lastSuccessAt } = freshness;
  const later =
    asOf !== undefined &&
    (lastSuccessAt === null || Date.parse(asOf) > Date.parse(lastSuccessAt));
  return {
    source: {
      id: freshness.sourceId,
      title: freshness.sourceTitle,
      scopeId: freshness.scopeId,
      scopeTitle: freshness.scopeTitle,
    },
    noSource: null,
    freshness: {
      asOf: later ? asOf : lastSuccessAt,
      staleAt: staleAt(freshness)?.toISOString() ?? null,
    },
  };
}

/** A verdict that no source stands behind, and why. */
export function observedByNone(why: string): ObservedBy {
  return { source: null, noSource: why, freshness: null };
}

/**
 * A verdict that needs several sources at once is as old as the one that was
 * read longest ago; one that was never read is older still.
 *
 * @param why - what is said where there is none
 */
export function observedByOldest(
  sources: Iterable<Freshness | null>,
  why: string,
): ObservedBy {
  let oldest: Freshness | undefined;
  for (const source of sources) {
    if (source && (!oldest || readAt(source) < readAt(oldest))) oldest = source;
  }
  return oldest ? observedBy(oldest) : observedByNone(why);
}

function readAt({ lastSuccessAt }: Freshness): number {
  return lastSuccessAt ? Date.parse(lastSuccessAt) : -Infinity;
}
