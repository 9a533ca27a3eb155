import { Series } from '../../world/seriesSource';
import { Labels } from './labels';

/** The samples of one series, oldest first. */
export class Samples {
  /** Instants in milliseconds since the epoch. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  private resets?: number[];

  constructor(times: Float64Array, values: Float64Array) {
    this.times = times;
    this.values = values;
  }

  get length(): number {
    return this.times.length;
  }

  /** Indices of the samples that are lower than the one before: the resets of a counter. */
  get resetIndices(): readonly number[] {
    if (!this.resets) {
      this.resets = [];
      for (let i = 1; i < this.values.length; i++) {
        if (this.values[i] < this.values[i - 1]) {
          this.resets.push(i);
        }
      }
    }
    return this.resets;
  }
}

/** A series with the samples a range function needs. */
export interface RangeSeries {
  labels: Labels;
  samples: Samples;
}

/** The samples `from` (inclusive) to `to` (exclusive) that lie in one window; never none. */
export interface Window {
  samples: Samples;
  from: number;
  to: number;
  startMs: number;
  endMs: number;
}

/** The windows of a range selector over a grid; both ends belong to the window. Starts and ends never decrease. */
export interface Windows {
  count: number;
  startMs(step: number): number;
  endMs(step: number): number;
}

/** Limits of what has been scraped: samples exist at the multiples of the interval between the two instants. */
export interface ScrapeHistory {
  intervalMs: number;
  oldestMs: number;
  newestMs: number;
}

/** Reads a series as a scraper would have: one sample at every multiple of the scrape interval. */
export class SampleReader {
  private readonly first: number;
  private readonly last: number;
  private readonly intervalMs: number;

  constructor(history: ScrapeHistory) {
    this.intervalMs = history.intervalMs;
    this.first = Math.ceil(history.oldestMs / history.intervalMs);
    this.last = Math.floor(history.newestMs / history.intervalMs);
  }

  /** The instant of the newest sample in `[fromMs, toMs]`, or undefined when there is none. */
  newestIn(
    series: Series,
    fromMs: number,
    toMs: number,
  ): { timeMs: number; value: number } | undefined {
    const from = Math.max(Math.ceil(fromMs / this.intervalMs), this.first);
    const to = Math.min(Math.floor(toMs / this.intervalMs), this.last);
    for (let index = to; index >= from; index--) {
      const value = series.valueAt(index * this.intervalMs);
      if (value !== undefined) {
        return { timeMs: index * this.intervalMs, value };
      }
    }
    return undefined;
  }

  /** How many samples of one series {@link inWindows} may read. */
  countIn(windows: Windows): number {
    let count = 0;
    this.eachRun(windows, (from, to) => {
      count += to - from + 1;
    });
    return count;
  }

  /**
   * For each series all samples that lie in at least one of the windows, each read once. Reads instant by instant and
   * not series by series: series of one origin then find in a cache what they have in common at that instant.
   */
  inWindows(series: Series[], windows: Windows): Samples[] {
    const commonTimes = new Float64Array(this.countIn(windows));
    const columns = series.map(one => ({
      valueAt: (tMs: number) => one.valueAt(tMs),
      // Shared until the first sample is missing.
      times: commonTimes,
      values: new Float64Array(commonTimes.length),
      length: 0,
    }));
    let position = 0;
    this.eachRun(windows, (from, to) => {
      for (let index = from; index <= to; index++) {
        const timeMs = index * this.intervalMs;
        commonTimes[position] = timeMs;
        position++;
        for (const column of columns) {
          const value = column.valueAt(timeMs);
          if (value !== undefined) {
            column.values[column.length] = value;
            if (column.times !== commonTimes) {
              column.times[column.length] = timeMs;
            }
            column.length++;
          } else if (column.times === commonTimes) {
            column.times = commonTimes.slice();
          }
        }
      }
    });
    return columns.map(
      ({ times, values, length }) =>
        new Samples(times.subarray(0, length), values.subarray(0, length)),
    );
  }

  private eachRun(windows: Windows, visit: (from: number, to: number) => void) {
    let next = this.first;
    for (let step = 0; step < windows.count; step++) {
      const from = Math.max(
        Math.ceil(windows.startMs(step) / this.intervalMs),
        next,
      );
      const to = Math.min(
        Math.floor(windows.endMs(step) / this.intervalMs),
        this.last,
      );
      if (from <= to) {
        visit(from, to);
        next = to + 1;
      }
    }
  }
}
