import { SliceFlag, SliceSeries } from '../ledger';
import { BudgetingMethod } from '../openslo/types';
import { SlicePolicies, sliFigures } from './sli';
import { SHARE_TOLERANCE, tallyWindows } from './tally';

/** Which recent hours are taken as what will go on. */
export const PROJECTION_BASES = [
  'last-1h',
  'last-6h',
  'same-hour-last-week',
] as const;
export type ProjectionBasis = (typeof PROJECTION_BASES)[number];

/** Units (events or slices) per second that are expected to go on. */
export interface ProjectionRates {
  badPerSecond: number;
  totalPerSecond: number;
}

/**
 * Where the budget is going.
 *
 * - `exhausted`: it is gone already;
 * - `exhausts`: it will be gone at `at`;
 * - `not-before-window-end`: at these rates it lasts for the whole window;
 * - `no-projection`: the basis has no data.
 */
export type ForecastOutcome =
  | 'exhausted'
  | 'exhausts'
  | 'not-before-window-end'
  | 'no-projection';

/** Forecast of the moment at which the error budget is gone. */
export interface ExhaustionForecast {
  outcome: ForecastOutcome;
  /** Basis of the projection. */
  basis: ProjectionBasis;
  rates?: ProjectionRates;
  /** When the budget is gone (outcome `exhausts`). */
  at?: Date;
  /** How far the forecast looks: one window ahead, or the end of the calendar period. */
  horizon: Date;
}

/** Bad units and all units of each slice of a window, in order of time. */
export interface UnitSlices {
  bad: Float64Array;
  total: Float64Array;
  sliceSeconds: number;
}

/** How slices are turned into units, see {@link sliFigures}. */
export interface CountingOptions {
  timeSliceTarget: number;
  policies: SlicePolicies;
  meanEvents: number;
}

/**
 * Slice by slice what {@link sliFigures} counts in total, for the slices
 * `[from, to)` of a series.
 */
export function unitSlices(
  series: SliceSeries,
  range: { from: number; to: number },
  method: BudgetingMethod,
  options: CountingOptions,
): UnitSlices {
  const length = Math.max(0, range.to - range.from);
  const bad = new Float64Array(length);
  const total = new Float64Array(length);
  const { noData, quiet } = options.policies;
  const filled = noData === 'good' || noData === 'bad';
  const filler = method === 'Occurrences' ? options.meanEvents : 1;
  const worstShare = 1 - options.timeSliceTarget + SHARE_TOLERANCE;
  const byEvents = method === 'Occurrences';
  const { Missing, Excluded } = SliceFlag;
  for (let i = 0; i < length; i++) {
    const j = range.from + i;
    const flags = series.flags[j] ?? Missing;
    if (flags & Excluded) continue;
    if (flags & Missing) {
      if (!filled) continue;
      total[i] = filler;
      bad[i] = noData === 'bad' ? filler : 0;
      continue;
    }
    const n = series.total[j];
    const badEvents = n - series.good[j];
    if (byEvents) {
      total[i] = n;
      bad[i] = badEvents;
    } else if (n === 0) {
      total[i] = quiet === 'good' ? 1 : 0;
    } else {
      const share = badEvents / n;
      total[i] = 1;
      bad[i] =
        method === 'RatioTimeslices' ? share : Number(share > worstShare);
    }
  }
  return { bad, total, sliceSeconds: series.sliceSeconds };
}

const HOUR = 3600;
const WEEK = 7 * 24 * HOUR;

/**
 * The rates that a basis promises to go on, from the slices before `end`;
 * `undefined` when it has no known slice.
 */
export function projectionRates(
  series: SliceSeries,
  end: number,
  basis: ProjectionBasis,
  method: BudgetingMethod,
  options: CountingOptions,
): ProjectionRates | undefined {
  const d = series.sliceSeconds;
  const slices = (seconds: number) => Math.max(1, Math.round(seconds / d));
  const length = slices(basis === 'last-6h' ? 6 * HOUR : HOUR);
  const until =
    basis === 'same-hour-last-week' ? end - slices(WEEK) + length : end;
  if (until - length < 0) return undefined;
  const [tally] = tallyWindows(
    series,
    until,
    [length],
    options.timeSliceTarget,
  );
  const { policies } = options;
  const unknown = policies.noData === 'ignore' ? tally.missing : 0;
  const seconds = (tally.slices - tally.excluded - unknown) * d;
  if (seconds <= 0) return undefined;
  const figures = sliFigures(tally, method, policies, options.meanEvents);
  return {
    badPerSecond: figures.bad / seconds,
    totalPerSecond: figures.total / seconds,
  };
}

/**
 * Seconds until a **rolling** window's budget is gone; 0 when it is gone now,
 * `undefined` when it lasts at least one window. The least h > 0 with
 *
 *     bad(t-P+h, t] + h*e >= B * (total(t-P+h, t] + h*r)
 *
 * As old slices leave, their errors leave: an outage 29 days ago gives its
 * budget back tomorrow. Within a slice its units leave evenly, so the balance
 * is a straight line between slice boundaries and the root is exact.
 */
export function rollingExhaustion(
  units: UnitSlices,
  share: number,
  rates: ProjectionRates,
): number | undefined {
  const { bad, total, sliceSeconds } = units;
  const knownBad = suffixSums(bad);
  const knownTotal = suffixSums(total);
  const newBad = rates.badPerSecond * sliceSeconds;
  const newTotal = rates.totalPerSecond * sliceSeconds;
  let before = balance(knownBad[0], knownTotal[0], share);
  if (before >= 0) return 0;
  for (let k = 1; k <= bad.length; k++) {
    const after = balance(
      knownBad[k] + k * newBad,
      knownTotal[k] + k * newTotal,
      share,
    );
    if (after >= 0) {
      return (k - 1 + before / (before - after)) * sliceSeconds;
    }
    before = after;
  }
  return undefined;
}

/**
 * Seconds until a **calendar** period's budget is gone, whose left edge stays:
 * the least h > 0 with `bad + h*e >= allowed + h*growth`. `undefined` when it
 * never is; the caller compares with the period's end.
 *
 * @param growth - allowance that each second adds: `B*r` to date, 0 when fixed
 */
export function calendarExhaustion(
  spent: number,
  allowed: number,
  badPerSecond: number,
  growth: number,
): number | undefined {
  if (spent > 0 && balance(spent, allowed, 1) >= 0) return 0;
  const speed = badPerSecond - growth;
  return speed > 0 ? (allowed - spent) / speed : undefined;
}

/** Bad beyond the allowance: from 0 on the budget is gone. Without any bad it never is. */
function balance(bad: number, total: number, share: number): number {
  if (bad <= 0) return -Math.max(share * total, Number.MIN_VALUE);
  const over = bad - share * total;
  // What remains of adding up thousands of doubles is not budget.
  return Math.abs(over) <= 1e-12 * bad ? 0 : over;
}

/** Element k is the sum of the values from k on; one element more than the values, the last 0. */
function suffixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let k = values.length - 1; k >= 0; k--)
    sums[k] = sums[k + 1] + values[k];
  return sums;
}
