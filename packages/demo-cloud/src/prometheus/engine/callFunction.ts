import { Call, Expr, unwrap } from '../promql/ast';
import { executionError, unsupported } from '../promql/errors';
import type { Evaluator } from './evaluator';
import { histogramQuantile } from './histogramQuantile';
import { dropMetricName, Labels, labelsKey, METRIC_NAME } from './labels';
import { RANGE_FUNCTIONS, RangeFunction } from './rangeFunctions';
import { RangeSeries, Window, Windows } from './samples';
import {
  emptySeries,
  Grid,
  InstantSeries,
  mapSeries,
  mergeSeries,
} from './values';

/** Functions of one element's value and of scalars. */
const ELEMENT_FUNCTIONS: Readonly<
  Record<string, (value: number, ...scalars: number[]) => number | undefined>
> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: value => (Number.isNaN(value) ? NaN : Math.sign(value)),
  // Ties go up, and dividing by the inverse keeps more digits, as in Prometheus.
  round: (value, nearest = 1) =>
    Math.floor(value * (1 / nearest) + 0.5) / (1 / nearest),
  clamp: (value, low, high) =>
    low > high ? undefined : Math.max(low, Math.min(high, value)),
  clamp_min: (value, low) => Math.max(low, value),
  clamp_max: (value, high) => Math.min(high, value),
};

/** Evaluates a call of a function that answers an instant vector. */
export function callFunction(
  evaluator: Evaluator,
  { name, args }: Call,
  grid: Grid,
): InstantSeries[] {
  if (Object.hasOwn(RANGE_FUNCTIONS, name)) {
    const parameter =
      args.length > 1 ? evaluator.scalar(args[0], grid) : undefined;
    const { series, windows } = evaluator.matrix(args[args.length - 1], grid);
    return overWindows(name, series, windows, parameter);
  }
  if (Object.hasOwn(ELEMENT_FUNCTIONS, name)) {
    const apply = ELEMENT_FUNCTIONS[name];
    const scalars = args.slice(1).map(arg => evaluator.scalar(arg, grid));
    return mergeSeries(
      evaluator
        .vector(args[0], grid)
        .map(series =>
          mapSeries(series, dropMetricName(series.labels), (value, i) =>
            apply(value, ...scalars.map(scalar => scalar[i])),
          ),
        ),
    );
  }
  switch (name) {
    case 'vector': {
      const series = emptySeries({}, grid.count);
      series.values.set(evaluator.scalar(args[0], grid));
      series.present.fill(1);
      return [series];
    }
    case 'histogram_quantile':
      return histogramQuantile(
        evaluator.scalar(args[0], grid),
        evaluator.vector(args[1], grid),
      );
    case 'timestamp':
      return timestamps(evaluator, args[0], grid);
    case 'absent':
      return absence(
        args[0],
        evaluator.vector(args[0], grid).map(({ present }) => present),
        grid,
      );
    case 'absent_over_time': {
      const { series, windows } = evaluator.matrix(args[0], grid);
      return absence(
        args[0],
        series.map(s => overWindow(s, windows, () => 1).present),
        grid,
      );
    }
    default:
      throw unsupported(`the function ${name}()`);
  }
}

/** Applies a range function to every series; a series with no window keeps no place in the answer. */
function overWindows(
  name: string,
  series: RangeSeries[],
  windows: Windows,
  parameter: Float64Array | undefined,
): InstantSeries[] {
  const seen = new Set<string>();
  const results: InstantSeries[] = [];
  for (const element of series) {
    const labels =
      name === 'last_over_time'
        ? element.labels
        : dropMetricName(element.labels);
    const result = overWindow(
      { ...element, labels },
      windows,
      RANGE_FUNCTIONS[name],
      parameter,
    );
    if (!result.present.includes(1)) {
      continue;
    }
    const key = labelsKey(labels);
    if (seen.has(key)) {
      throw executionError(
        'vector cannot contain metrics with the same labelset',
      );
    }
    seen.add(key);
    results.push(result);
  }
  return results;
}

/** One series through its windows; both borders only move forward, so every sample is passed once. */
function overWindow(
  { labels, samples }: RangeSeries,
  windows: Windows,
  apply: RangeFunction,
  parameter?: Float64Array,
): InstantSeries {
  const result = emptySeries(labels, windows.count);
  const window: Window = { samples, from: 0, to: 0, startMs: 0, endMs: 0 };
  for (let i = 0; i < windows.count; i++) {
    window.startMs = windows.startMs(i);
    window.endMs = windows.endMs(i);
    while (samples.times[window.from] < window.startMs) {
      window.from++;
    }
    while (samples.times[window.to] <= window.endMs) {
      window.to++;
    }
    const value =
      window.from < window.to
        ? apply(window, parameter ? parameter[i] : NaN)
        : undefined;
    if (value !== undefined) {
      result.values[i] = value;
      result.present[i] = 1;
    }
  }
  return result;
}

/** `timestamp()` of a selector is the instant of its sample; of anything else, the instant of evaluation. */
function timestamps(
  evaluator: Evaluator,
  arg: Expr,
  grid: Grid,
): InstantSeries[] {
  const selector = unwrap(arg);
  const vector =
    selector.kind === 'selector'
      ? evaluator.select(selector, grid, ({ timeMs }) => timeMs / 1000)
      : evaluator
          .vector(arg, grid)
          .map(series =>
            mapSeries(
              series,
              series.labels,
              (_, i) => (grid.startMs + i * grid.stepMs) / 1000,
            ),
          );
  return mergeSeries(
    vector.map(series => ({
      ...series,
      labels: dropMetricName(series.labels),
    })),
  );
}

/** 1 wherever no element is present, labelled with what the selector asks to be equal. */
function absence(
  arg: Expr,
  presences: Uint8Array[],
  grid: Grid,
): InstantSeries[] {
  const result = emptySeries(labelsAskedFor(arg), grid.count);
  for (let i = 0; i < grid.count; i++) {
    if (!presences.some(present => present[i])) {
      result.values[i] = 1;
      result.present[i] = 1;
    }
  }
  return [result];
}

function labelsAskedFor(arg: Expr): Labels {
  const expr = unwrap(arg);
  const selector = expr.kind === 'matrix' ? expr.selector : expr;
  if (selector.kind !== 'selector') {
    return {};
  }
  const labels: Labels = {};
  const unclear = new Set<string>([METRIC_NAME]);
  for (const { name, op, value } of selector.matchers) {
    if (op === '=' && !Object.hasOwn(labels, name)) {
      labels[name] = value;
    } else {
      unclear.add(name);
    }
  }
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) => !unclear.has(name)),
  );
}
