import { Samples, Window } from './samples';

/**
 * The increase (or rate per second) of a series over a window, extrapolated to the window's ends, by the rules of
 * Prometheus 2.42 (`extrapolatedRate` in promql/functions.go):
 *
 * - a counter that falls was reset, and what it had before is added;
 * - an end of the window that lies within 110 % of the average distance between samples is taken as covered, else half
 *   an average distance is added;
 * - a counter is not extrapolated below zero: its line is followed back to zero at most.
 *
 * Undefined with fewer than two samples.
 */
export function extrapolatedRate(
  { samples, from, to, startMs, endMs }: Window,
  { isCounter, isRate }: { isCounter: boolean; isRate: boolean },
): number | undefined {
  if (to - from < 2) {
    return undefined;
  }
  const { times, values } = samples;
  const first = values[from];
  let increase = values[to - 1] - first;
  if (isCounter) {
    increase += lostInResets(samples, from, to);
  }

  const sampledSeconds = (times[to - 1] - times[from]) / 1000;
  const averageSeconds = sampledSeconds / (to - from - 1);
  let secondsToStart = (times[from] - startMs) / 1000;
  const secondsToEnd = (endMs - times[to - 1]) / 1000;
  if (isCounter && increase > 0 && first >= 0) {
    secondsToStart = Math.min(
      secondsToStart,
      sampledSeconds * (first / increase),
    );
  }

  const covered = (seconds: number) =>
    seconds < averageSeconds * 1.1 ? seconds : averageSeconds / 2;
  const factor =
    (sampledSeconds + covered(secondsToStart) + covered(secondsToEnd)) /
    sampledSeconds;
  return isRate
    ? increase * (factor / ((endMs - startMs) / 1000))
    : increase * factor;
}

/** The sum of the values a counter had just before each of its resets within the window. */
function lostInResets(samples: Samples, from: number, to: number): number {
  const resets = samples.resetIndices;
  let lost = 0;
  for (let i = firstAbove(resets, from); i < resets.length; i++) {
    if (resets[i] >= to) {
      break;
    }
    lost += samples.values[resets[i] - 1];
  }
  return lost;
}

/** The position of the first element above a bound, in an ascending list. */
function firstAbove(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] > bound) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
