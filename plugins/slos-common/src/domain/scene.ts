import { SliceSeries, floorToSlice } from '../ledger';
import { ErrorBudget, isExhausted, slicesBetween } from './budget';
import { BurnTierState, burnTierState, burnTiers } from './burnRate';
import {
  ExhaustionForecast,
  calendarExhaustion,
  projectionRates,
  rollingExhaustion,
  unitSlices,
} from './forecast';
import { EvaluationOptions } from './options';
import { SliFigures, meanEventsPerSlice, sliFigures } from './sli';
import { SliceTally, tallyWindows } from './tally';
import { budgetShare } from './target';
import { SloTerms, timeSliceTargetOf } from './terms';
import { ResolvedWindow, windowSeconds } from './window';

/** One objective over slices of its own length, up to one moment: what burn rates and forecast are computed from. */
export interface Scene {
  terms: SloTerms;
  options: EvaluationOptions;
  window: ResolvedWindow;
  series: SliceSeries;
  /** Index after the last slice that counts. */
  end: number;
  /** Length of the window so far, in slices. */
  length: number;
  timeSliceTarget: number;
  meanEvents: number;
  tally: SliceTally;
  figures: SliFigures;
}

/** Adds up the window so far. */
export function setScene(
  terms: SloTerms,
  options: EvaluationOptions,
  window: ResolvedWindow,
  series: SliceSeries,
): Scene {
  const timeSliceTarget = timeSliceTargetOf(terms);
  const end = indexOf(series, window.to);
  const length = slicesBetween(window.from, window.to, series.sliceSeconds);
  const [tally] = tallyWindows(series, end, [length], timeSliceTarget);
  const meanEvents = meanEventsPerSlice(tally);
  const figures = sliFigures(tally, terms.method, options, meanEvents);
  return {
    terms,
    options,
    window,
    series,
    end,
    length,
    timeSliceTarget,
    meanEvents,
    tally,
    figures,
  };
}

/** Index of the slice that begins at an instant; beyond the series the last slices are missing. */
export function indexOf(series: SliceSeries, instant: Date): number {
  const start = floorToSlice(instant.getTime(), series.sliceSeconds);
  return (start - series.start) / (series.sliceSeconds * 1000);
}

/** The burn-rate tiers of the SLO with their burn rates at the end of the window. */
export function burnStates(scene: Scene): BurnTierState[] {
  const { terms, series, end, options, window } = scene;
  const tiers = burnTiers(terms.target, windowSeconds(window));
  const slices = (seconds: number) =>
    Math.max(1, Math.round(seconds / series.sliceSeconds));
  const lengths = tiers
    .flatMap(tier => [slices(tier.longSeconds), slices(tier.shortSeconds)])
    .sort((a, b) => a - b);
  const tallies = tallyWindows(series, end, lengths, scene.timeSliceTarget);
  const figuresOver = (seconds: number) =>
    sliFigures(
      tallies[lengths.indexOf(slices(seconds))],
      terms.method,
      options,
      scene.meanEvents,
    );
  return tiers.map(tier =>
    burnTierState(
      tier,
      figuresOver(tier.longSeconds),
      figuresOver(tier.shortSeconds),
      terms.target,
    ),
  );
}

/** When the budget is gone if the recent hours go on. */
export function forecastExhaustion(
  scene: Scene,
  budget: ErrorBudget,
): ExhaustionForecast {
  const { terms, options, window, series, end, length } = scene;
  const basis = options.projection;
  const horizon =
    window.type === 'rolling'
      ? new Date(window.to.getTime() + windowSeconds(window) * 1000)
      : window.end;
  const detail = {
    timeSliceTarget: scene.timeSliceTarget,
    policies: options,
    meanEvents: scene.meanEvents,
  };
  const rates = projectionRates(series, end, basis, terms.method, detail);
  if (isExhausted(budget)) {
    return {
      outcome: 'exhausted',
      basis,
      ...(rates ? { rates } : {}),
      horizon,
    };
  }
  if (!rates) return { outcome: 'no-projection', basis, horizon };

  const share = budgetShare(terms.target).toNumber();
  const seconds =
    window.type === 'rolling'
      ? rollingExhaustion(
          unitSlices(
            series,
            { from: end - length, to: end },
            terms.method,
            detail,
          ),
          share,
          rates,
        )
      : calendarExhaustion(
          budget.amount.spent,
          budget.amount.allowed,
          rates.badPerSecond,
          budget.basis === 'to-date' ? share * rates.totalPerSecond : 0,
        );
  if (seconds === 0) return { outcome: 'exhausted', basis, rates, horizon };
  const at = new Date(window.to.getTime() + (seconds ?? Infinity) * 1000);
  return seconds !== undefined && at <= horizon
    ? { outcome: 'exhausts', basis, rates, at, horizon }
    : { outcome: 'not-before-window-end', basis, rates, horizon };
}
