import { InputError } from '@backstage/errors';
import { LedgerDay } from './ledgerDay';
import {
  SliceFlag,
  ceilToSlice,
  floorToSlice,
  slicesPerDay,
  startOfUtcDay,
} from './slices';

/**
 * Consecutive slices as flat arrays, without holes: what the ledger does not
 * know is flagged missing. Slice `i` starts at `start + i * sliceSeconds * 1000`.
 */
export interface SliceSeries {
  /** Start of the first slice, Unix milliseconds, on a slice boundary. */
  readonly start: number;
  readonly sliceSeconds: number;
  readonly good: Float64Array;
  readonly total: Float64Array;
  readonly flags: Uint8Array;
}

/** One slice of a series, for readers that want objects. */
export interface Slice {
  start: Date;
  good: number;
  total: number;
  flags: number;
}

/** End (exclusive) of the last slice, Unix milliseconds. */
export function seriesEnd(series: SliceSeries): number {
  return series.start + series.flags.length * series.sliceSeconds * 1000;
}

/**
 * Lays the days of a window end to end. Slices that start in [from, to) are
 * part of it; days that are not given are missing slices.
 *
 * @throws InputError when a day has another slice length than asked for.
 */
export function readSeries(
  days: Iterable<LedgerDay>,
  window: { from: Date; to: Date; sliceSeconds: number },
): SliceSeries {
  const { sliceSeconds } = window;
  const series = missingSeries(
    ceilToSlice(window.from.getTime(), sliceSeconds),
    ceilToSlice(window.to.getTime(), sliceSeconds),
    sliceSeconds,
  );
  const length = series.flags.length;
  for (const day of days) {
    if (day.sliceSeconds !== sliceSeconds) {
      throw new InputError(
        `The ledger day ${day.day} has ${day.sliceSeconds} s slices, not ${sliceSeconds} s`,
      );
    }
    const offset =
      (startOfUtcDay(day.day) - series.start) / (sliceSeconds * 1000);
    const from = Math.max(0, -offset);
    const to = Math.min(slicesPerDay(sliceSeconds), length - offset);
    if (from >= to) continue;
    series.good.set(day.good.subarray(from, to), offset + from);
    series.total.set(day.total.subarray(from, to), offset + from);
    series.flags.set(day.flags.subarray(from, to), offset + from);
  }
  return series;
}

function missingSeries(
  start: number,
  end: number,
  sliceSeconds: number,
): SliceSeries {
  const length = Math.max(0, (end - start) / (sliceSeconds * 1000));
  return {
    start,
    sliceSeconds,
    good: new Float64Array(length),
    total: new Float64Array(length),
    flags: new Uint8Array(length).fill(SliceFlag.Missing),
  };
}

/** The slices of a series one by one, in order of time. */
export function* iterateSlices(series: SliceSeries): Generator<Slice> {
  for (let i = 0; i < series.flags.length; i++) {
    yield {
      start: new Date(series.start + i * series.sliceSeconds * 1000),
      good: series.good[i],
      total: series.total[i],
      flags: series.flags[i],
    };
  }
}

/**
 * Adds the slices up to longer ones, aligned to the Unix epoch. Only whole
 * longer slices are answered. One is missing when all its parts are, and
 * excluded when its first part is (a slice is excluded by its start).
 *
 * @throws InputError when the longer length is no multiple of the shorter.
 */
export function coarsen(
  series: SliceSeries,
  sliceSeconds: number,
): SliceSeries {
  const factor = sliceSeconds / series.sliceSeconds;
  if (!Number.isInteger(factor) || factor < 1) {
    throw new InputError(
      `Slices of ${series.sliceSeconds} s cannot be added up to slices of ${sliceSeconds} s`,
    );
  }
  if (factor === 1) return series;

  const start = ceilToSlice(series.start, sliceSeconds);
  const end = floorToSlice(seriesEnd(series), sliceSeconds);
  const coarse = missingSeries(start, Math.max(start, end), sliceSeconds);
  const shift = (start - series.start) / (series.sliceSeconds * 1000);
  const { Missing, Excluded, OneSided } = SliceFlag;
  for (let i = 0; i < coarse.flags.length; i++) {
    const first = shift + i * factor;
    let good = 0;
    let total = 0;
    let known = false;
    let seen = 0;
    let absent = 0;
    for (let j = first; j < first + factor; j++) {
      const flags = series.flags[j];
      if (flags & Missing) {
        absent |= flags;
      } else {
        good += series.good[j];
        total += series.total[j];
        known = true;
        seen |= flags;
      }
    }
    coarse.good[i] = Math.min(good, total);
    coarse.total[i] = total;
    coarse.flags[i] =
      (known ? seen & ~Excluded : Missing | (absent & OneSided)) |
      (series.flags[first] & Excluded);
  }
  return coarse;
}

/**
 * Fills missing slices with the figures of the last known one (no-data policy
 * `hold-last`) and flags them held. Slices before the first known one stay
 * missing.
 */
export function holdLast(series: SliceSeries): SliceSeries {
  const { Missing, Excluded, Held } = SliceFlag;
  const held: SliceSeries = {
    ...series,
    good: series.good.slice(),
    total: series.total.slice(),
    flags: series.flags.slice(),
  };
  let last = -1;
  for (let i = 0; i < held.flags.length; i++) {
    if ((series.flags[i] & Missing) === 0) {
      last = i;
    } else if (last >= 0) {
      held.good[i] = series.good[last];
      held.total[i] = series.total[last];
      held.flags[i] = (series.flags[i] & Excluded) | Held;
    }
  }
  return held;
}
