import { evaluateSlo } from '../evaluate';
import { EvaluationOptions } from '../options';
import { SloTerms } from '../terms';
import { TestSlice, repeat, seriesEndingAt } from './series';

export const NOW = new Date('2026-05-04T12:00:00Z');
export const DAY = 288;
export const MONTH = 30 * DAY;

export const ROLLING: SloTerms = {
  method: 'Occurrences',
  target: '0.999',
  window: { type: 'rolling', duration: 'P30D' },
};
export const MONTHLY: SloTerms = {
  method: 'Occurrences',
  target: '0.99',
  window: {
    type: 'calendar',
    duration: 'P1M',
    startTime: '2026-01-01T00:00:00',
    timeZone: 'UTC',
  },
};

/** Evaluates slices that end at {@link NOW}. */
export function evaluate(
  slices: readonly TestSlice[],
  terms: SloTerms = ROLLING,
  options: Partial<EvaluationOptions> = {},
  clock: { now?: Date; readThrough?: Date } = {},
) {
  return evaluateSlo({
    terms,
    series: seriesEndingAt(NOW, slices),
    readThrough: clock.readThrough ?? NOW,
    now: clock.now ?? NOW,
    options,
  });
}

/** A month of 100 events a slice with this many bad ones in single slices `at` slices before the end. */
export function monthWith(
  ...errors: { at: number; bad: number }[]
): TestSlice[] {
  const slices = repeat(MONTH, [100, 100]);
  for (const { at, bad } of errors) slices[MONTH - at] = [100 - bad, 100];
  return slices;
}
