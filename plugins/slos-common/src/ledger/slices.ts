import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

/** Length of a ledger slice in seconds: five minutes, or one for SLOs that judge by time slices. */
export type SliceSeconds = 60 | 300;

export const SLICE_LENGTHS: readonly SliceSeconds[] = [60, 300];

export const DAY_SECONDS = 86_400;
export const DAY_MILLIS = 86_400_000;

/**
 * What is known about a slice besides its counts; bits of one byte.
 *
 * - `Missing`: the source gave no usable figures; `good` and `total` are 0.
 * - `Excluded`: the slice starts inside a maintenance window or a correction.
 * - `Clamped`: the source's good lay outside [0, total] and was moved to the edge.
 * - `Late`: the figures were replaced by a later reading.
 * - `OneSided`: total or good came without the other; always together with `Missing`.
 * - `Held`: filled from the last known slice (no-data policy `hold-last`); never stored.
 */
export const SliceFlag = {
  Missing: 1,
  Excluded: 2,
  Clamped: 4,
  Late: 8,
  OneSided: 16,
  Held: 32,
} as const;

/** Number of slices in a UTC day. */
export function slicesPerDay(sliceSeconds: number): number {
  return DAY_SECONDS / sliceSeconds;
}

/** The UTC day, `YYYY-MM-DD`, that an instant (Unix milliseconds) lies in. */
export function utcDayOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * First instant (Unix milliseconds) of a UTC day `YYYY-MM-DD`.
 *
 * @throws InputError when the text is no calendar day.
 */
export function startOfUtcDay(day: string): number {
  // Asked for each reading: a format given as text would be taken apart each time.
  const parsed = DateTime.fromISO(day, { zone: 'utc' });
  if (!DAY.test(day) || !parsed.isValid) {
    throw new InputError(`"${day}" is no day; write YYYY-MM-DD`);
  }
  return parsed.toMillis();
}

/** Start of the slice (Unix milliseconds) that an instant lies in; slices are aligned to the Unix epoch. */
export function floorToSlice(millis: number, sliceSeconds: number): number {
  const length = sliceSeconds * 1000;
  return Math.floor(millis / length) * length;
}

/** Start of the first slice that begins at or after an instant (Unix milliseconds). */
export function ceilToSlice(millis: number, sliceSeconds: number): number {
  const length = sliceSeconds * 1000;
  return Math.ceil(millis / length) * length;
}
