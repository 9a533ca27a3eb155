import { SliceSeries, coarsen, holdLast } from '../ledger';
import { ErrorBudget, errorBudget } from './budget';
import { newestKnown } from './dataState';
import { DEFAULT_EVALUATION_OPTIONS, EvaluationOptions } from './options';
import { Scene, setScene } from './scene';
import { SloTerms } from './terms';
import { PendingWindow, resolveWindow } from './window';

/** What an evaluation looks at. */
export interface EvaluationInput {
  terms: SloTerms;
  /** Slices of the window and of the hours that burn rates and forecast need, see `historyFrom`. */
  series: SliceSeries;
  /** End of the last slice that the source was asked for; windows end no later. */
  readThrough: Date;
  now: Date;
  options?: Partial<EvaluationOptions>;
}

/** The window added up and its budget: what every statement about an objective starts from. */
export interface PreparedEvaluation {
  type: 'open';
  /** The ledger's own slices, filled where the no-data policy is `hold-last`. */
  base: SliceSeries;
  scene: Scene;
  budget: ErrorBudget;
  /** End of the newest known slice. */
  dataThrough?: Date;
}

/**
 * Lays the window at the moment up to which was read, and adds it up.
 *
 * @throws InputError when the terms are not valid or the ledger's slices are
 * longer than the SLO's
 */
export function prepareEvaluation(
  input: EvaluationInput,
): PreparedEvaluation | PendingWindow {
  const { terms, now, readThrough } = input;
  const options = { ...DEFAULT_EVALUATION_OPTIONS, ...input.options };
  const sliceSeconds = terms.timeSliceSeconds ?? input.series.sliceSeconds;
  const asOf = new Date(Math.min(now.getTime(), readThrough.getTime()));
  const window = resolveWindow(terms.window, asOf, sliceSeconds);
  if (window.type === 'pending') return window;
  const dataThrough = newestKnown(input.series, asOf);
  const base =
    options.noData === 'hold-last' ? holdLast(input.series) : input.series;
  const scene = setScene(terms, options, window, coarsen(base, sliceSeconds));
  const budget = errorBudget(scene.figures, {
    target: terms.target,
    window,
    sliceSeconds,
    excludedSlices: scene.tally.excluded,
    calendarBasis: options.calendarBasis,
  });
  return {
    type: 'open',
    base,
    scene,
    budget,
    ...(dataThrough ? { dataThrough } : {}),
  };
}
