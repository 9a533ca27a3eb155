import { InputError } from '@backstage/errors';
import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import { SliceSeconds } from '../ledger';
import {
  BudgetingMethod,
  SloDefinition,
  SloObjective,
  TimeWindow,
} from '../openslo/types';
import { ProjectionBasis } from './forecast';

/** What one objective promises: all that an evaluation needs of a definition. */
export interface SloTerms {
  method: BudgetingMethod;
  /** Decimal text in [0, 1). */
  target: string;
  window: TimeWindow;
  /** Share of good that makes a time slice good, decimal text; Timeslices only. */
  timeSliceTarget?: string;
  /** Length of a time slice; the ledger's own when absent. */
  timeSliceSeconds?: number;
}

/**
 * The terms of an objective. A raw ratio has no counts, so Occurrences is
 * undefined for it and the mean of the slices, RatioTimeslices, takes its place.
 */
export function sloTerms(
  slo: SloDefinition,
  objective: SloObjective,
): SloTerms {
  const measure = (objective.indicator ?? slo.indicator)?.measure;
  const bySlices = slo.budgetingMethod !== 'Occurrences';
  const { timeSliceTarget, timeSliceWindow } = objective;
  return {
    method:
      measure?.type === 'raw' && !bySlices
        ? 'RatioTimeslices'
        : slo.budgetingMethod,
    target: objective.target,
    window: slo.timeWindow,
    ...(bySlices && timeSliceTarget ? { timeSliceTarget } : {}),
    ...(bySlices && timeSliceWindow
      ? { timeSliceSeconds: durationMillis(timeSliceWindow) / 1000 }
      : {}),
  };
}

/** Slice length of the ledger that an SLO needs: a minute where slices are judged, else five. */
export function ledgerSliceSeconds(terms: SloTerms): SliceSeconds {
  return terms.timeSliceSeconds === undefined ? 300 : 60;
}

/**
 * Share of good that makes a slice good, as a number. Methods that do not judge
 * slices answer 1.
 *
 * @throws InputError for Timeslices without a time slice target
 */
export function timeSliceTargetOf(terms: SloTerms): number {
  if (terms.method !== 'Timeslices') return 1;
  if (terms.timeSliceTarget === undefined) {
    throw new InputError('Timeslices needs a timeSliceTarget');
  }
  return Number(terms.timeSliceTarget);
}

const HOUR = 3_600_000;
const LONGEST_BURN_WINDOW = 72 * HOUR;
const WEEK = 7 * 24 * HOUR;

/** First instant of which an evaluation at `now` reads the ledger. */
export function historyFrom(
  terms: SloTerms,
  windowFrom: Date,
  now: Date,
  projection: ProjectionBasis,
): Date {
  const slice = (terms.timeSliceSeconds ?? 300) * 1000;
  const back =
    projection === 'same-hour-last-week' ? WEEK : LONGEST_BURN_WINDOW;
  return new Date(
    Math.min(windowFrom.getTime(), now.getTime() - back) - 2 * slice,
  );
}
