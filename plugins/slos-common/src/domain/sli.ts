import { BudgetingMethod } from '../openslo/types';
import { SliceTally } from './tally';

/**
 * What slices without data count as.
 *
 * - `ignore`: nothing; the coverage tells how much is missing.
 * - `good`, `bad`: as good or bad slices; for Occurrences with as many events
 *   as a known slice of the SLO's window has on average.
 * - `hold-last`: as the last known slice before them.
 */
export const NO_DATA_POLICIES = ['ignore', 'good', 'bad', 'hold-last'] as const;
export type NoDataPolicy = (typeof NO_DATA_POLICIES)[number];

/**
 * What slices count as that are known to be without any event, where slices are
 * judged one by one. Occurrences counts events, so they never matter there.
 */
export type QuietPolicy = 'ignore' | 'good';

/** How slices without a ratio are counted. */
export interface SlicePolicies {
  noData: NoDataPolicy;
  quiet: QuietPolicy;
}

/**
 * An SLI over one window, in the units its method counts in: events, or slices
 * (for RatioTimeslices weighted by their share).
 */
export interface SliFigures {
  method: BudgetingMethod;
  unit: 'event' | 'slice';
  good: number;
  bad: number;
  total: number;
  /** Good over total, in [0, 1]; absent when nothing was counted. */
  sli?: number;
  /** Bad over total; absent when nothing was counted. */
  errorRatio?: number;
}

/**
 * The SLI by one budgeting method (OpenSLO v1):
 *
 * - Occurrences: good events over all events;
 * - Timeslices: slices that reach the time slice target over counted slices;
 * - RatioTimeslices: mean of the slices' shares of good events, unweighted.
 *
 * @param meanEvents - events of an average known slice, for the no-data
 * policies `good` and `bad` with Occurrences
 */
export function sliFigures(
  tally: SliceTally,
  method: BudgetingMethod,
  policies: SlicePolicies = { noData: 'ignore', quiet: 'ignore' },
  meanEvents: number = meanEventsPerSlice(tally),
): SliFigures {
  const { noData, quiet } = policies;
  const filled = noData === 'good' || noData === 'bad' ? tally.missing : 0;
  if (method === 'Occurrences') {
    const imputed = filled * meanEvents;
    return figures(
      method,
      tally.bad + (noData === 'bad' ? imputed : 0),
      tally.total + imputed,
    );
  }
  const bad = method === 'Timeslices' ? tally.badSlices : tally.badRatioSum;
  return figures(
    method,
    bad + (noData === 'bad' ? filled : 0),
    tally.rated + filled + (quiet === 'good' ? tally.quiet : 0),
  );
}

/** Events of an average known slice of a window; 0 when nothing is known. */
export function meanEventsPerSlice(tally: SliceTally): number {
  const known = tally.rated + tally.quiet;
  return known > 0 ? tally.total / known : 0;
}

function figures(
  method: BudgetingMethod,
  bad: number,
  total: number,
): SliFigures {
  return {
    method,
    unit: method === 'Occurrences' ? 'event' : 'slice',
    good: total - bad,
    bad,
    total,
    ...(total > 0
      ? { sli: (total - bad) / total, errorRatio: bad / total }
      : {}),
  };
}
