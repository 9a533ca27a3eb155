import { LedgerDay, copyLedgerDay } from './ledgerDay';
import { SliceSeries } from './series';
import { SliceFlag, startOfUtcDay } from './slices';

/** A stretch of time that counts neither for nor against the SLO. */
export interface ExclusionInterval {
  from: Date;
  /** Exclusive end. */
  to: Date;
}

/**
 * Sets the excluded flag of exactly those slices that **start** inside one of
 * the intervals, and clears it on all others. The figures stay, so an exclusion
 * can be taken back and its bad slices remain visible.
 */
export function applyExclusions(
  day: LedgerDay,
  intervals: readonly ExclusionInterval[],
): LedgerDay {
  const marked = copyLedgerDay(day);
  const dayStart = startOfUtcDay(day.day);
  for (let i = 0; i < marked.flags.length; i++) {
    const start = dayStart + i * day.sliceSeconds * 1000;
    const excluded = intervals.some(
      ({ from, to }) => start >= from.getTime() && start < to.getTime(),
    );
    marked.flags[i] = excluded
      ? marked.flags[i] | SliceFlag.Excluded
      : marked.flags[i] & ~SliceFlag.Excluded;
  }
  return marked;
}

/** The same slices as if nothing were excluded: "without exclusions" beside "with". */
export function withoutExclusions(series: SliceSeries): SliceSeries {
  return {
    ...series,
    flags: series.flags.map(flags => flags & ~SliceFlag.Excluded),
  };
}
