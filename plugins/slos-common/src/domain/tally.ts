import { SliceFlag, SliceSeries } from '../ledger';

/**
 * What the slices of a window add up to: enough to answer all three budgeting
 * methods and the coverage. Excluded slices count in `slices` and `excluded`
 * only.
 */
export interface SliceTally {
  /** Slices in the window, whatever is known of them. */
  slices: number;
  excluded: number;
  /** Not excluded, and nothing known. */
  missing: number;
  /** Not excluded, known, and without any event. */
  quiet: number;
  /** Not excluded, and filled from the slice before (`hold-last`). */
  held: number;
  /** Not excluded, and good was moved into [0, total]. */
  clamped: number;
  /** All events, and the bad ones among them. */
  total: number;
  bad: number;
  /** Slices with events, and those among them that miss the time slice target. */
  rated: number;
  badSlices: number;
  /** Sum over the rated slices of their share of bad events. */
  badRatioSum: number;
}

/**
 * Slack for comparing a measured share with a decimal limit: increments carry
 * binary noise in the last digits.
 */
export const SHARE_TOLERANCE = 1e-12;

/**
 * Adds up several windows that end at the same slice in one pass over the
 * longest. Parts of a window that lie outside the series are missing slices.
 *
 * @param end - index after the last slice of every window
 * @param lengths - window lengths in slices, ascending
 * @param timeSliceTarget - share of good that makes a slice good
 */
export function tallyWindows(
  series: SliceSeries,
  end: number,
  lengths: readonly number[],
  timeSliceTarget: number,
): SliceTally[] {
  const { good, total, flags } = series;
  const { Missing, Excluded, Clamped, Held } = SliceFlag;
  const worstGoodShare = 1 - timeSliceTarget + SHARE_TOLERANCE;
  const tallies: SliceTally[] = [];

  let excluded = 0;
  let missing = 0;
  let quiet = 0;
  let held = 0;
  let clamped = 0;
  let totalSum = 0;
  let badSum = 0;
  let rated = 0;
  let badSlices = 0;
  let badRatioSum = 0;

  const after = Math.max(0, end - flags.length);
  let i = end - after - 1;
  for (const length of lengths) {
    const first = end - length;
    const known = Math.max(first, 0);
    for (; i >= known; i--) {
      const flag = flags[i];
      if (flag !== 0) {
        if (flag & Excluded) {
          excluded++;
          continue;
        }
        if (flag & Missing) {
          missing++;
          continue;
        }
        if (flag & Clamped) clamped++;
        if (flag & Held) held++;
      }
      const n = total[i];
      if (n === 0) {
        quiet++;
        continue;
      }
      const bad = n - good[i];
      const share = bad / n;
      totalSum += n;
      badSum += bad;
      rated++;
      badRatioSum += share;
      if (share > worstGoodShare) badSlices++;
    }
    const outside = Math.min(length, Math.max(0, -first) + after);
    tallies.push({
      slices: length,
      excluded,
      missing: missing + outside,
      quiet,
      held,
      clamped,
      total: totalSum,
      bad: badSum,
      rated,
      badSlices,
      badRatioSum,
    });
  }
  return tallies;
}

/** The tally of a window without slices. */
export const EMPTY_TALLY: Readonly<SliceTally> = {
  slices: 0,
  excluded: 0,
  missing: 0,
  quiet: 0,
  held: 0,
  clamped: 0,
  total: 0,
  bad: 0,
  rated: 0,
  badSlices: 0,
  badRatioSum: 0,
};

/** Share of a window's slices, exclusions left out, that the source answered; in [0, 1]. */
export function coverageOf(tally: SliceTally): number {
  const wanted = tally.slices - tally.excluded;
  return wanted > 0 ? (wanted - tally.missing - tally.held) / wanted : 0;
}
