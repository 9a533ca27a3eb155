import { executionError } from '../promql/errors';
import { Labels, labelsKey } from './labels';

/** The instants an expression is evaluated at: `startMs`, `startMs + stepMs`, ... (`count` of them). */
export interface Grid {
  startMs: number;
  stepMs: number;
  count: number;
}

/** One element of an instant vector over a grid: `present[i]` is 1 where it has the value `values[i]`. */
export interface InstantSeries {
  labels: Labels;
  values: Float64Array;
  present: Uint8Array;
}

/** An element over `count` instants, at first absent from all. */
export function emptySeries(labels: Labels, count: number): InstantSeries {
  return {
    labels,
    values: new Float64Array(count),
    present: new Uint8Array(count),
  };
}

/**
 * A copy of an element with other labels and values; a step stays absent, and becomes absent where `map` answers
 * undefined.
 */
export function mapSeries(
  series: InstantSeries,
  labels: Labels,
  map: (value: number, step: number) => number | undefined,
): InstantSeries {
  const mapped = emptySeries(labels, series.values.length);
  for (let i = 0; i < mapped.values.length; i++) {
    const value = series.present[i] ? map(series.values[i], i) : undefined;
    if (value !== undefined) {
      mapped.values[i] = value;
      mapped.present[i] = 1;
    }
  }
  return mapped;
}

/**
 * Joins elements that carry the same labels at different instants, in order of first appearance. Throws when two have
 * the same labels at one instant, as Prometheus does.
 */
export function mergeSeries(all: Iterable<InstantSeries>): InstantSeries[] {
  const merged = new Map<string, InstantSeries>();
  for (const series of all) {
    const key = labelsKey(series.labels);
    const known = merged.get(key);
    if (!known) {
      merged.set(key, series);
      continue;
    }
    for (let i = 0; i < series.values.length; i++) {
      if (!series.present[i]) {
        continue;
      }
      if (known.present[i]) {
        throw executionError(
          'vector cannot contain metrics with the same labelset',
        );
      }
      known.values[i] = series.values[i];
      known.present[i] = 1;
    }
  }
  return [...merged.values()];
}
