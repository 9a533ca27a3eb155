import {
  Assessment,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { BurnTierState } from './burnRate';
import { ErrorBudget, isExhausted } from './budget';
import { ExhaustionForecast, ProjectionBasis } from './forecast';
import { SliFigures } from './sli';
import { formatShare, formatTarget } from './target';

/** Whether the data allow a statement, and if not why. */
export type DataState =
  | { state: 'sufficient' }
  /** The calendar window has not begun. */
  | { state: 'not-started'; startsAt: Date }
  /** The newest known slice is too old; absent when none is known at all. */
  | { state: 'stale'; dataThrough?: Date; staleAfterSeconds: number }
  /** Too little of the window is known. */
  | { state: 'low-coverage'; coverage: number; minimumCoverage: number }
  /** Too few events were counted to speak of a share. */
  | { state: 'too-few-events'; counted: number; minimumEvents: number };

/** What the verdict of an SLO is made from. */
export interface VerdictInput {
  data: DataState;
  target: string;
  figures: SliFigures;
  budget?: ErrorBudget;
  tiers: readonly BurnTierState[];
  forecast?: ExhaustionForecast;
  now: Date;
  /** When the verdict changes by time alone: the data become stale, the period ends. */
  nextChangeAt?: Date;
}

const BASIS_WORDS: Record<ProjectionBasis, string> = {
  'last-1h': 'At the rate of the last hour',
  'last-6h': 'At the rate of the last 6 h',
  'same-hour-last-week': 'At the rate of the same hour last week',
};

/**
 * The verdict of an SLO, with its reason:
 *
 * - `unknown`: the data are stale or too few; never green, whatever they say;
 * - `breached`: nothing is left of the error budget;
 * - `at-risk`: a burn tier fires, or the forecast sees the budget exhausted
 *   within the window;
 * - `met`: none of these.
 */
export function sloVerdict(input: VerdictInput): Assessment {
  const { data, budget, figures, target } = input;
  const shared = {
    threshold: formatTarget(target),
    ...(figures.sli !== undefined
      ? { observed: formatShare(figures.sli) }
      : {}),
    ...(input.nextChangeAt
      ? { nextChangeAt: input.nextChangeAt.toISOString() }
      : {}),
  };
  if (
    data.state !== 'sufficient' ||
    budget?.remaining === undefined ||
    figures.sli === undefined
  ) {
    return {
      ...shared,
      verdict: 'unknown',
      reason: unknownReason(data, input.now),
    };
  }
  if (isExhausted(budget)) {
    return {
      ...shared,
      verdict: 'breached',
      reason: breachReason(input, budget),
    };
  }
  const risk = tierReason(input.tiers) ?? forecastReason(input.forecast);
  if (risk) return { ...shared, verdict: 'at-risk', reason: risk };
  return {
    ...shared,
    verdict: 'met',
    reason: `${formatShare(figures.sli)} good, ${formatTarget(
      target,
    )} promised; ${formatShare(budget.remaining)} of the error budget is left`,
  };
}

function unknownReason(data: DataState, now: Date): string {
  switch (data.state) {
    case 'not-started':
      return `The first window begins at ${utc(data.startsAt)}`;
    case 'stale': {
      if (!data.dataThrough) return 'No data has been read yet';
      const age = now.getTime() - data.dataThrough.getTime();
      return `The newest data is ${humanDuration(
        age,
      )} old; after ${humanDuration(
        data.staleAfterSeconds * 1000,
      )} nothing can be said about now`;
    }
    case 'low-coverage':
      return `Insufficient data: ${formatShare(
        data.coverage,
      )} of the window is measured, ${formatShare(
        data.minimumCoverage,
      )} is needed`;
    case 'too-few-events':
      return data.counted === 0
        ? 'Insufficient data: nothing was counted in the window'
        : `Insufficient data: ${data.counted} counted in the window, ${data.minimumEvents} needed`;
    default:
      return 'Insufficient data: nothing was counted in the window';
  }
}

function breachReason({ figures, target }: VerdictInput, budget: ErrorBudget) {
  const used = formatShare(budget.consumed ?? 0);
  const estimate = budget.estimated ? ' (estimated for the whole period)' : '';
  return `The error budget is exhausted: ${used} of it is spent${estimate}; ${formatShare(
    figures.sli ?? 0,
  )} good, ${formatTarget(target)} promised`;
}

function tierReason(tiers: readonly BurnTierState[]): string | undefined {
  const firing = tiers.find(tier => tier.firing);
  if (!firing) return undefined;
  const long = humanDuration(firing.longSeconds * 1000);
  const short = humanDuration(firing.shortSeconds * 1000);
  return `The error budget burns ${times(
    firing.longBurn,
  )} over ${long} and ${times(firing.shortBurn)} over ${short}; above ${times(
    firing.factor,
  )} a ${firing.severity} alert is due`;
}

function forecastReason(
  forecast: ExhaustionForecast | undefined,
): string | undefined {
  if (forecast?.outcome !== 'exhausts' || !forecast.at) return undefined;
  return `${BASIS_WORDS[forecast.basis]} the error budget is exhausted at ${utc(
    forecast.at,
  )}`;
}

function times(rate: number | undefined): string {
  return `${Number((rate ?? 0).toPrecision(3))}×`;
}

function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
