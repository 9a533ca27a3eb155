import {
  DAY_MILLIS,
  DAY_SECONDS,
  SliceSeconds,
  ceilToSlice,
  floorToSlice,
} from './slices';

/** A stretch of whole slices: those that start in [from, to), Unix milliseconds. */
export interface ReadInterval {
  from: number;
  to: number;
}

/** What to ask a source for, and from when on it is wanted. */
export interface ReadGoal {
  /** The present, Unix milliseconds. */
  now: number;
  /** First instant that is wanted, Unix milliseconds. */
  wantedFrom: number;
  sliceSeconds: SliceSeconds;
}

/** Slices that are asked for again beside the new ones, for samples that came late. */
export const LATE_SLICES = 2;

/** Slices that one query asks for at most; Prometheus refuses more than 11,000. */
export const MAX_SLICES_PER_READ = 4_032;

/**
 * The next stretch to read towards now, or `undefined` when no further slice is
 * whole. A ledger of which nothing was read yet, or nothing that still counts,
 * begins with the newest days.
 *
 * @param read - what was read so far, without holes
 */
export function nextForward(
  read: ReadInterval | undefined,
  { now, wantedFrom, sliceSeconds }: ReadGoal,
): ReadInterval | undefined {
  const end = floorToSlice(now, sliceSeconds);
  if (!read || read.to <= wantedFrom) {
    const from = Math.max(
      daysBefore(end, sliceSeconds),
      ceilToSlice(wantedFrom, sliceSeconds),
    );
    return from < end ? { from, to: end } : undefined;
  }
  if (end <= read.to) return undefined;
  const from = Math.max(
    read.from,
    read.to - LATE_SLICES * sliceSeconds * 1000,
    ceilToSlice(wantedFrom, sliceSeconds),
  );
  return { from, to: Math.min(end, from + longest(sliceSeconds)) };
}

/**
 * The next stretch to read back in time, newest first, or `undefined` when
 * everything wanted was asked for. It begins with a UTC day, so that each day's
 * row is written once.
 */
export function nextBackfill(
  read: ReadInterval | undefined,
  { wantedFrom, sliceSeconds }: ReadGoal,
): ReadInterval | undefined {
  const first = ceilToSlice(wantedFrom, sliceSeconds);
  if (!read || read.from <= first) return undefined;
  const from = Math.max(daysBefore(read.from, sliceSeconds), first);
  return { from, to: read.from };
}

/**
 * What was read after one more stretch. A stretch that leaves a hole to what
 * was read before begins anew: a position has no holes.
 */
export function extendRead(
  read: ReadInterval | undefined,
  added: ReadInterval,
): ReadInterval {
  if (!read || added.from > read.to || added.to < read.from) return added;
  return {
    from: Math.min(read.from, added.from),
    to: Math.max(read.to, added.to),
  };
}

/** Whole days that one query may span, in milliseconds. */
function longest(sliceSeconds: SliceSeconds): number {
  const days = Math.floor((MAX_SLICES_PER_READ * sliceSeconds) / DAY_SECONDS);
  return days * DAY_MILLIS;
}

/** Start of the UTC day from which on at most one query's days lie before `end`. */
function daysBefore(end: number, sliceSeconds: SliceSeconds): number {
  const earliest = end - longest(sliceSeconds);
  return Math.ceil(earliest / DAY_MILLIS) * DAY_MILLIS;
}
