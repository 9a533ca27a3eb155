import { SeriesSource } from '../../world/seriesSource';
import { Expr, ValueType } from '../promql/ast';
import { describeType, typeOf } from '../promql/check';
import { PromqlError } from '../promql/errors';
import { parsePromql } from '../promql/parse';
import { EngineSettings, Evaluator, stringValue } from './evaluator';
import { compareLabels, Labels } from './labels';
import { Timeline } from './timeline';
import { Grid, InstantSeries } from './values';

/** What queries are evaluated over. Everything but the series and the present has Prometheus' default. */
export interface QueryContext {
  series: SeriesSource;
  /** The present, in ms since the epoch: nothing was scraped after it. */
  nowMs: number;
  /** Samples exist at the multiples of this interval. Default 30 s. */
  scrapeIntervalMs?: number;
  /** How long samples are kept. Default 120 days. */
  retentionMs?: number;
  /** How often rules are evaluated, and the step of a subquery that names none. Default 30 s. */
  evaluationIntervalMs?: number;
}

/** A value at an instant (ms since the epoch). */
export interface Point {
  timeMs: number;
  value: number;
}

/** The answer of an instant query. */
export type InstantResult =
  | { type: 'scalar'; point: Point }
  | { type: 'string'; timeMs: number; value: string }
  | { type: 'vector'; elements: Array<{ labels: Labels; point: Point }> }
  | { type: 'matrix'; series: RangeResultSeries[] };

/** One series of a range query's answer. */
export interface RangeResultSeries {
  labels: Labels;
  points: Point[];
}

export const DEFAULT_SCRAPE_INTERVAL_MS = 30_000;
export const DEFAULT_EVALUATION_INTERVAL_MS = 30_000;
export const DEFAULT_RETENTION_MS = 120 * 24 * 3600_000;
/** How old the newest sample of an instant vector may be: 5 minutes, both ends included as in Prometheus 2.42. */
const LOOKBACK_MS = 5 * 60_000;
const MAX_POINTS = 50_000_000;

/** Evaluates a query at one instant. Throws {@link PromqlError}. */
export function evaluateInstant(
  context: QueryContext,
  query: string,
  timeMs: number,
): InstantResult {
  const expr = parsePromql(query);
  const grid = { startMs: timeMs, stepMs: 1, count: 1 };
  const evaluator = evaluatorFor(context, grid);
  const type = typeOf(expr);
  switch (type) {
    case 'scalar':
      return {
        type,
        point: { timeMs, value: evaluator.scalar(expr, grid)[0] },
      };
    case 'string':
      return { type, timeMs, value: stringValue(expr) };
    case 'matrix':
      return { type, series: rawSamples(evaluator, expr, grid) };
    default:
      return {
        type,
        elements: evaluator
          .vector(expr, grid)
          .filter(series => series.present[0])
          .map(({ labels, values }) => ({
            labels,
            point: { timeMs, value: values[0] },
          })),
      };
  }
}

/** Evaluates a query at `startMs`, `startMs + stepMs`, ... up to `endMs`. Throws {@link PromqlError}. */
export function evaluateRange(
  context: QueryContext,
  query: string,
  range: { startMs: number; endMs: number; stepMs: number },
): RangeResultSeries[] {
  const expr = parsePromql(query);
  const { startMs, endMs, stepMs } = range;
  const grid = {
    startMs,
    stepMs,
    count: Math.floor((endMs - startMs) / stepMs) + 1,
  };
  const type = typeOf(expr);
  const evaluator = evaluatorFor(context, grid, endMs);
  if (type === 'scalar') {
    const points = Array.from(evaluator.scalar(expr, grid), (value, i) => ({
      timeMs: startMs + i * stepMs,
      value,
    }));
    return [{ labels: {}, points }];
  }
  refuseForRange(type);
  return evaluator
    .vector(expr, grid)
    .map(series => ({
      labels: series.labels,
      points: presentPoints(series, grid),
    }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => compareLabels(a.labels, b.labels));
}

/** The instants between which samples exist. */
export function scrapeHistory(context: QueryContext): {
  intervalMs: number;
  oldestMs: number;
  newestMs: number;
} {
  return {
    intervalMs: context.scrapeIntervalMs ?? DEFAULT_SCRAPE_INTERVAL_MS,
    oldestMs: context.nowMs - (context.retentionMs ?? DEFAULT_RETENTION_MS),
    newestMs: context.nowMs,
  };
}

function evaluatorFor(
  context: QueryContext,
  grid: Grid,
  endMs = grid.startMs,
): Evaluator {
  const settings: EngineSettings = {
    ...scrapeHistory(context),
    series: context.series,
    lookbackMs: LOOKBACK_MS,
    defaultSubqueryStepMs:
      context.evaluationIntervalMs ?? DEFAULT_EVALUATION_INTERVAL_MS,
    maxPoints: MAX_POINTS,
  };
  return new Evaluator(settings, new Timeline(grid.startMs, endMs));
}

function refuseForRange(type: ValueType) {
  if (type !== 'vector') {
    throw new PromqlError(
      'bad_data',
      `invalid expression type "${describeType(
        type,
      )}" for range query, must be Scalar or instant Vector`,
    );
  }
}

function rawSamples(
  evaluator: Evaluator,
  expr: Expr,
  grid: Grid,
): RangeResultSeries[] {
  const { series, windows } = evaluator.matrix(expr, grid);
  const startMs = windows.startMs(0);
  const endMs = windows.endMs(0);
  return series
    .map(({ labels, samples }) => ({
      labels,
      points: Array.from(samples.times, (timeMs, i) => ({
        timeMs,
        value: samples.values[i],
      })).filter(({ timeMs }) => timeMs >= startMs && timeMs <= endMs),
    }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => compareLabels(a.labels, b.labels));
}

function presentPoints(series: InstantSeries, grid: Grid): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < grid.count; i++) {
    if (series.present[i]) {
      points.push({
        timeMs: grid.startMs + i * grid.stepMs,
        value: series.values[i],
      });
    }
  }
  return points;
}
