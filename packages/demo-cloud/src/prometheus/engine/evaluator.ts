import { SeriesSource } from '../../world/seriesSource';
import {
  Aggregation,
  Call,
  Expr,
  MatrixSelector,
  StringLiteral,
  unwrap,
  VectorSelector,
} from '../promql/ast';
import { executionError } from '../promql/errors';
import { aggregate } from './aggregation';
import { operatorOf } from './arithmetic';
import { callFunction } from './callFunction';
import { combineOperands } from './binary';
import { dropMetricName, labelsKey } from './labels';
import {
  RangeSeries,
  SampleReader,
  Samples,
  ScrapeHistory,
  Windows,
} from './samples';
import { Timeline } from './timeline';
import {
  emptySeries,
  Grid,
  InstantSeries,
  mapSeries,
  mergeSeries,
} from './values';

/** How the server is set up, for evaluation. */
export interface EngineSettings extends ScrapeHistory {
  series: SeriesSource;
  /** How old the newest sample of an instant vector may be. */
  lookbackMs: number;
  /** The step of a subquery that names none: the evaluation interval of the rules. */
  defaultSubqueryStepMs: number;
  /** Upper bound of the points one query may produce on its way. */
  maxPoints: number;
}

/** Evaluates one query; made anew for each, as it remembers the samples it read. */
export class Evaluator {
  private readonly reader: SampleReader;
  private readonly memo = new Map<string, Samples>();
  private points = 0;

  constructor(
    private readonly settings: EngineSettings,
    private readonly timeline: Timeline,
  ) {
    this.reader = new SampleReader(settings);
  }

  /** The value of a scalar expression at every instant. */
  scalar(expr: Expr, grid: Grid): Float64Array {
    switch (expr.kind) {
      case 'number':
        return new Float64Array(grid.count).fill(expr.value);
      case 'paren':
        return this.scalar(expr.expr, grid);
      case 'unary': {
        const operand = this.scalar(expr.expr, grid);
        return expr.op === '-' ? operand.map(v => -v) : operand;
      }
      case 'binary': {
        const left = this.scalar(expr.left, grid);
        const right = this.scalar(expr.right, grid);
        const combine = operatorOf(expr.op, expr.bool, 'left');
        return left.map((value, i) => combine(value, right[i]) ?? NaN);
      }
      case 'call':
        if (expr.name === 'time') {
          return new Float64Array(grid.count).map(
            (_, i) => (grid.startMs + i * grid.stepMs) / 1000,
          );
        }
        return this.singleElement(this.vector(expr.args[0], grid), grid);
      default:
        throw executionError(`${expr.kind} is not a scalar expression`);
    }
  }

  /** The elements of an instant vector expression; no two have equal labels at one instant. */
  vector(expr: Expr, grid: Grid): InstantSeries[] {
    switch (expr.kind) {
      case 'selector':
        return this.select(expr, grid, ({ value }) => value);
      case 'paren':
        return this.vector(expr.expr, grid);
      case 'unary': {
        const operand = this.vector(expr.expr, grid);
        return expr.op === '-'
          ? mergeSeries(
              operand.map(s => mapSeries(s, dropMetricName(s.labels), v => -v)),
            )
          : operand;
      }
      case 'aggregation':
        return this.aggregation(expr, grid);
      case 'binary':
        return combineOperands(this, expr, grid);
      case 'call':
        return this.call(expr, grid);
      default:
        throw executionError(
          `${expr.kind} is not an instant vector expression`,
        );
    }
  }

  /** The series of a range vector expression, with all samples in its windows. */
  matrix(expr: Expr, grid: Grid): { series: RangeSeries[]; windows: Windows } {
    const range = unwrap(expr);
    if (range.kind === 'matrix') {
      return this.rangeSelector(range, grid);
    }
    if (range.kind !== 'subquery') {
      throw executionError(`${expr.kind} is not a range vector expression`);
    }
    const windows = this.timeline.windows(grid, range.shift, range.rangeMs);
    const stepMs = range.stepMs ?? this.settings.defaultSubqueryStepMs;
    const startMs = Math.ceil(windows.startMs(0) / stepMs) * stepMs;
    const endMs = windows.endMs(windows.count - 1);
    const count = Math.max(0, Math.floor((endMs - startMs) / stepMs) + 1);
    const inner = { startMs, stepMs, count };
    return {
      windows,
      series: this.vector(range.expr, inner).map(series => ({
        labels: series.labels,
        samples: compact(series, inner),
      })),
    };
  }

  /** For every step the newest sample within the look-back, as `read` sees it. */
  select(
    selector: VectorSelector,
    grid: Grid,
    read: (sample: { timeMs: number; value: number }) => number,
  ): InstantSeries[] {
    const matching = this.settings.series.select(selector.matchers);
    this.count(matching.length * grid.count);
    return matching
      .map(series => {
        const result = emptySeries(series.labels, grid.count);
        for (let i = 0; i < grid.count; i++) {
          const timeMs = this.timeline.at(grid, selector.shift, i);
          const sample = this.reader.newestIn(
            series,
            timeMs - this.settings.lookbackMs,
            timeMs,
          );
          if (sample) {
            result.values[i] = read(sample);
            result.present[i] = 1;
          }
        }
        return result;
      })
      .filter(series => series.present.includes(1));
  }

  private call(expr: Call, grid: Grid): InstantSeries[] {
    const result = callFunction(this, expr, grid);
    this.count(result.length * grid.count);
    return result;
  }

  private aggregation(expr: Aggregation, grid: Grid): InstantSeries[] {
    return aggregate(
      expr.op,
      this.vector(expr.expr, grid),
      expr.grouping,
      expr.param && this.scalar(expr.param, grid),
      grid.count,
    );
  }

  private singleElement(vector: InstantSeries[], grid: Grid): Float64Array {
    return new Float64Array(grid.count).map((_, i) => {
      const present = vector.filter(series => series.present[i]);
      return present.length === 1 ? present[0].values[i] : NaN;
    });
  }

  private rangeSelector({ selector, rangeMs }: MatrixSelector, grid: Grid) {
    const windows = this.timeline.windows(grid, selector.shift, rangeMs);
    const series = this.settings.series.select(selector.matchers);
    // Selectors with the same windows over the same series read the same samples, as both sides of a ratio do.
    const windowsKey = [0, grid.count - 1]
      .flatMap(step => [windows.startMs(step), windows.endMs(step)])
      .concat(grid.count)
      .join();
    const keys = series.map(s => `${windowsKey} ${labelsKey(s.labels)}`);
    const unread = series.filter((_, i) => !this.memo.has(keys[i]));
    this.count(unread.length * this.reader.countIn(windows));
    const read = this.reader.inWindows(unread, windows);
    unread.forEach((s, i) => {
      this.memo.set(`${windowsKey} ${labelsKey(s.labels)}`, read[i]);
    });
    return {
      windows,
      series: series.map(({ labels }, i) => ({
        labels,
        samples: this.memo.get(keys[i])!,
      })),
    };
  }

  private count(points: number) {
    this.points += points;
    if (this.points > this.settings.maxPoints) {
      throw executionError(
        'query processing would load too many samples into memory in query execution',
      );
    }
  }
}

/** The value of a string expression; strings do not change with time. */
export function stringValue(expr: Expr): string {
  return (unwrap(expr) as StringLiteral).value;
}

function compact({ values, present }: InstantSeries, grid: Grid): Samples {
  const steps = Array.from(values.keys()).filter(i => present[i]);
  return new Samples(
    Float64Array.from(steps, i => grid.startMs + i * grid.stepMs),
    Float64Array.from(steps, i => values[i]),
  );
}
