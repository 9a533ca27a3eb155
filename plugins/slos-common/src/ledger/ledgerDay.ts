import { InputError } from '@backstage/errors';
import {
  SLICE_LENGTHS,
  SliceFlag,
  SliceSeconds,
  slicesPerDay,
  startOfUtcDay,
} from './slices';

/**
 * One row of the slice ledger: the increments of one SLO over one UTC day.
 * Slice `i` starts `i * sliceSeconds` after midnight UTC. Treat as immutable.
 */
export interface LedgerDay {
  /** UTC day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly sliceSeconds: SliceSeconds;
  /** Good events per slice, within [0, total]. */
  readonly good: Float64Array;
  /** All events per slice. */
  readonly total: Float64Array;
  /** Bits of {@link SliceFlag} per slice. */
  readonly flags: Uint8Array;
}

/** A day of which nothing is known yet: every slice is missing. */
export function emptyLedgerDay(
  day: string,
  sliceSeconds: SliceSeconds,
): LedgerDay {
  startOfUtcDay(day);
  if (!SLICE_LENGTHS.includes(sliceSeconds)) {
    throw new InputError(
      `A ledger slice is ${SLICE_LENGTHS.join(
        ' or ',
      )} seconds long, not ${sliceSeconds}`,
    );
  }
  const length = slicesPerDay(sliceSeconds);
  return {
    day,
    sliceSeconds,
    good: new Float64Array(length),
    total: new Float64Array(length),
    flags: new Uint8Array(length).fill(SliceFlag.Missing),
  };
}

/** A copy whose arrays may be written without touching the original. */
export function copyLedgerDay(day: LedgerDay): LedgerDay {
  return {
    ...day,
    good: day.good.slice(),
    total: day.total.slice(),
    flags: day.flags.slice(),
  };
}
