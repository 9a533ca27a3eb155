import { Assessment } from '@opsdeck/backstage-plugin-operations-common';
import { SliceSeries } from '../ledger';
import { ErrorBudget, slicesBetween } from './budget';
import { BurnTierState } from './burnRate';
import { dataState, nextChange } from './dataState';
import { ExhaustionForecast } from './forecast';
import { EvaluationInput, prepareEvaluation } from './prepare';
import { burnStates, forecastExhaustion, indexOf } from './scene';
import { SliFigures, sliFigures } from './sli';
import { EMPTY_TALLY, SliceTally, coverageOf, tallyWindows } from './tally';
import { SloTerms } from './terms';
import { DataState, sloVerdict } from './verdict';
import { PendingWindow, ResolvedWindow } from './window';

export type { EvaluationInput } from './prepare';

/** Everything that can be said of one objective at one moment. */
export interface SloEvaluation {
  method: SloTerms['method'];
  /** The window the figures are of; absent before a calendar window's first period. */
  window?: ResolvedWindow;
  data: DataState;
  /** End of the newest known slice. */
  dataThrough?: Date;
  figures: SliFigures;
  tally: SliceTally;
  /** Share of the window's slices, exclusions left out, that the source answered; in [0, 1]. */
  coverage: number;
  budget?: ErrorBudget;
  tiers: BurnTierState[];
  forecast?: ExhaustionForecast;
  assessment: Assessment;
}

/**
 * Evaluates one objective over the slice ledger: SLI, error budget, burn-rate
 * tiers, forecast and verdict. Pure; the clock is `now`.
 *
 * @throws InputError when the terms are not valid or the ledger's slices are
 * longer than the SLO's
 */
export function evaluateSlo(input: EvaluationInput): SloEvaluation {
  const { terms, now, readThrough } = input;
  const prepared = prepareEvaluation(input);
  if (prepared.type === 'pending') return notStarted(terms, prepared, now);
  const { base, scene, budget, dataThrough } = prepared;
  const { options, window } = scene;
  const coverage = coverageOf(tallyBase(base, window));
  const fresh = options.noData === 'ignore' ? dataThrough : readThrough;
  const data = dataState(scene.figures, coverage, fresh, now, options);
  const tiers = burnStates(scene);
  const forecast = forecastExhaustion(scene, budget);
  return {
    method: terms.method,
    window,
    data,
    ...(dataThrough ? { dataThrough } : {}),
    figures: scene.figures,
    tally: scene.tally,
    coverage,
    budget,
    tiers,
    forecast,
    assessment: sloVerdict({
      data,
      target: terms.target,
      figures: scene.figures,
      budget,
      tiers,
      forecast,
      now,
      nextChangeAt: nextChange(window, data, fresh, options),
    }),
  };
}

/** Coverage is a matter of the ledger's own slices, not of the longer ones they are added up to. */
function tallyBase(series: SliceSeries, window: ResolvedWindow): SliceTally {
  const length = slicesBetween(window.from, window.to, series.sliceSeconds);
  return tallyWindows(series, indexOf(series, window.to), [length], 1)[0];
}

function notStarted(
  terms: SloTerms,
  { startsAt }: PendingWindow,
  now: Date,
): SloEvaluation {
  const data: DataState = { state: 'not-started', startsAt };
  const figures = sliFigures(EMPTY_TALLY, terms.method);
  return {
    method: terms.method,
    data,
    figures,
    tally: EMPTY_TALLY,
    coverage: 0,
    tiers: [],
    assessment: sloVerdict({
      data,
      target: terms.target,
      figures,
      tiers: [],
      now,
      nextChangeAt: startsAt,
    }),
  };
}
