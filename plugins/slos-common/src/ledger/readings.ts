import { InputError } from '@backstage/errors';
import { LedgerDay, copyLedgerDay, emptyLedgerDay } from './ledgerDay';
import {
  SliceFlag,
  SliceSeconds,
  floorToSlice,
  startOfUtcDay,
  utcDayOf,
} from './slices';

/**
 * What a source says of one slice. Give `good` or `bad`, and `total`; a side
 * that the source did not answer is left out.
 */
export interface SliceReading {
  /** Start of the slice, Unix milliseconds; must lie on a slice boundary. */
  start: number;
  good?: number;
  bad?: number;
  total?: number;
}

/** What a total means that came without its good or bad side. */
export type AbsentSide =
  /** The slice enters no budget (GitLab's lesson: a rate without its errors is no SLI). */
  | 'missing'
  /** Nothing was bad: right for a bad counter that appears with its first event. */
  | 'all-good'
  /** Nothing was good: right for a good counter that appears with its first event. */
  | 'all-bad';

/** Figures of one slice after checking: what the ledger stores. */
export interface CheckedSlice {
  good: number;
  total: number;
  flags: number;
}

/**
 * Checks one reading. Good is clamped to [0, total] and the clamp is flagged:
 * `increase()` extrapolates, so good can exceed total by a fraction. NaN,
 * infinities and negative totals count as not answered.
 */
export function checkReading(
  reading: SliceReading,
  absentSide: AbsentSide = 'missing',
): CheckedSlice {
  const total = finite(reading.total);
  const good = finite(reading.good);
  const bad = finite(reading.bad);
  const answered = good !== undefined || bad !== undefined;

  if (total === undefined || total < 0) {
    return missingSlice(answered || total !== undefined);
  }
  if (!answered && total > 0 && absentSide === 'missing') {
    return missingSlice(true);
  }
  const wanted =
    good ?? total - (bad ?? (absentSide === 'all-bad' ? total : 0));
  const clamped = Math.min(Math.max(wanted, 0), total);
  return {
    // Adding 0 turns a negative zero into the ordinary one.
    good: clamped + 0,
    total: total + 0,
    flags: clamped === wanted ? 0 : SliceFlag.Clamped,
  };
}

function missingSlice(oneSided: boolean): CheckedSlice {
  return {
    good: 0,
    total: 0,
    flags: SliceFlag.Missing | (oneSided ? SliceFlag.OneSided : 0),
  };
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/**
 * Writes readings into the days they belong to and answers the days that were
 * touched, keyed by UTC day, complete and ready to be upserted.
 *
 * Within one call the order does not matter: of two readings of one slice the
 * one with more events wins, then the one with more good events. Against what
 * is stored a new reading replaces the old (late data), except that a reading
 * without figures never erases known ones.
 *
 * @throws InputError when a reading does not start on a slice boundary or the
 * stored day has another slice length.
 */
export function applyReadings(
  stored: ReadonlyMap<string, LedgerDay>,
  readings: Iterable<SliceReading>,
  options: { sliceSeconds: SliceSeconds; absentSide?: AbsentSide },
): Map<string, LedgerDay> {
  const { sliceSeconds, absentSide } = options;
  const batches = new Map<string, Map<number, CheckedSlice>>();
  for (const reading of readings) {
    if (floorToSlice(reading.start, sliceSeconds) !== reading.start) {
      throw new InputError(
        `A reading at ${reading.start} ms does not start on a ${sliceSeconds} s slice`,
      );
    }
    const day = utcDayOf(reading.start);
    const batch = batches.get(day) ?? new Map<number, CheckedSlice>();
    batches.set(day, batch);
    const index = (reading.start - startOfUtcDay(day)) / (sliceSeconds * 1000);
    const checked = checkReading(reading, absentSide);
    const rival = batch.get(index);
    if (!rival || beats(checked, rival)) batch.set(index, checked);
  }

  const changed = new Map<string, LedgerDay>();
  for (const [day, batch] of batches) {
    const incoming = emptyLedgerDay(day, sliceSeconds);
    for (const [index, slice] of batch) {
      incoming.good[index] = slice.good;
      incoming.total[index] = slice.total;
      incoming.flags[index] = slice.flags;
    }
    changed.set(day, mergeLedgerDays(stored.get(day), incoming));
  }
  return changed;
}

function beats(a: CheckedSlice, b: CheckedSlice): boolean {
  const missing = SliceFlag.Missing;
  if ((a.flags & missing) !== (b.flags & missing)) {
    return (a.flags & missing) === 0;
  }
  if (a.total !== b.total) return a.total > b.total;
  if (a.good !== b.good) return a.good > b.good;
  return a.flags < b.flags;
}

/**
 * Merges a newly read day into the stored one, slice by slice: known incoming
 * slices replace stored ones, missing incoming slices change nothing. A slice
 * whose figures change is flagged late; exclusions stay. Idempotent, and
 * independent of the order for days that know different slices.
 *
 * @throws InputError when the two rows are not of the same day and slice length.
 */
export function mergeLedgerDays(
  stored: LedgerDay | undefined,
  incoming: LedgerDay,
): LedgerDay {
  const merged = copyLedgerDay(incoming);
  if (!stored) return merged;
  if (
    stored.day !== incoming.day ||
    stored.sliceSeconds !== incoming.sliceSeconds
  ) {
    throw new InputError(
      `Cannot merge ${incoming.day} (${incoming.sliceSeconds} s slices) into ${stored.day} (${stored.sliceSeconds} s slices)`,
    );
  }
  const { Missing, Excluded, Late } = SliceFlag;
  for (let i = 0; i < merged.flags.length; i++) {
    const before = stored.flags[i];
    const after = merged.flags[i];
    const excluded = (before | after) & Excluded;
    const known = (before & Missing) === 0;
    if (after & Missing) {
      merged.good[i] = stored.good[i];
      merged.total[i] = stored.total[i];
      // Both missing: what either reading told of the sides is kept.
      merged.flags[i] = known ? before | excluded : before | after;
    } else {
      const replaced =
        known &&
        (stored.good[i] !== merged.good[i] ||
          stored.total[i] !== merged.total[i]);
      const lateBefore = known ? before & Late : 0;
      merged.flags[i] = after | excluded | lateBefore | (replaced ? Late : 0);
    }
  }
  return merged;
}
