import { extrapolatedRate } from './extrapolatedRate';
import { quantile } from './quantile';
import { Window } from './samples';

/** A function over a window of samples; undefined when the window has too few of them. */
export type RangeFunction = (
  window: Window,
  parameter: number,
) => number | undefined;

/**
 * Sums with Neumaier's correction, as Prometheus does over time, so that a long window of small values keeps its
 * digits.
 */
function sum({ samples: { values }, from, to }: Window): number {
  let total = 0;
  let compensation = 0;
  for (let i = from; i < to; i++) {
    const value = values[i];
    const next = total + value;
    if (Number.isFinite(next)) {
      compensation +=
        Math.abs(total) >= Math.abs(value)
          ? total - next + value
          : value - next + total;
    }
    total = next;
  }
  return total + compensation;
}

/** The extreme value; NaN only when every value is NaN. */
function extreme(
  { samples: { values }, from, to }: Window,
  better: (value: number, best: number) => boolean,
): number {
  let best = values[from];
  for (let i = from + 1; i < to; i++) {
    if (better(values[i], best) || Number.isNaN(best)) {
      best = values[i];
    }
  }
  return best;
}

/** Difference, or rate per second, of the last two samples; a counter that fell counts from zero. */
function instantDelta(
  { samples: { times, values }, from, to }: Window,
  isRate: boolean,
): number | undefined {
  if (to - from < 2) {
    return undefined;
  }
  const last = values[to - 1];
  const previous = values[to - 2];
  const difference = isRate && last < previous ? last : last - previous;
  return isRate
    ? difference / ((times[to - 1] - times[to - 2]) / 1000)
    : difference;
}

function countPairs(
  { samples: { values }, from, to }: Window,
  counts: (previous: number, value: number) => boolean,
): number {
  let count = 0;
  for (let i = from + 1; i < to; i++) {
    count += counts(values[i - 1], values[i]) ? 1 : 0;
  }
  return count;
}

const differs = (previous: number, value: number) =>
  value !== previous && !(Number.isNaN(value) && Number.isNaN(previous));

/** The range functions by name, except `absent_over_time`, which looks at all series together. */
export const RANGE_FUNCTIONS: Readonly<Record<string, RangeFunction>> = {
  rate: w => extrapolatedRate(w, { isCounter: true, isRate: true }),
  increase: w => extrapolatedRate(w, { isCounter: true, isRate: false }),
  delta: w => extrapolatedRate(w, { isCounter: false, isRate: false }),
  irate: w => instantDelta(w, true),
  idelta: w => instantDelta(w, false),
  resets: w => countPairs(w, (previous, value) => value < previous),
  changes: w => countPairs(w, differs),
  sum_over_time: sum,
  avg_over_time: w => sum(w) / (w.to - w.from),
  min_over_time: w => extreme(w, (value, best) => value < best),
  max_over_time: w => extreme(w, (value, best) => value > best),
  count_over_time: w => w.to - w.from,
  last_over_time: w => w.samples.values[w.to - 1],
  present_over_time: () => 1,
  quantile_over_time: (w, q) =>
    quantile(q, w.samples.values.slice(w.from, w.to)),
};
