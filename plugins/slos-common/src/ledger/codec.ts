import { LedgerDay, emptyLedgerDay } from './ledgerDay';
import { ByteReader, ByteWriter, crc32 } from './bytes';
import { DAY_MILLIS, SliceSeconds, startOfUtcDay, utcDayOf } from './slices';

/**
 * Thrown when stored bytes are not a ledger day: truncated, altered, or written
 * by a newer version. The row must be read from the source again.
 */
export class LedgerCodecError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LedgerCodecError';
  }
}

/** Version of the layout that {@link encodeLedgerDay} writes. */
export const LEDGER_CODEC_VERSION = 1;

const MAGIC = 0x4c; // "L"

/** Only the good column leans on another one. */
const NO_TOTALS = new Float64Array(0);

/*
 * Layout, version 1:
 *
 *   byte 0      0x4c ("L")
 *   byte 1      version
 *   byte 2..3   slice length in seconds (big-endian)
 *   byte 4..6   day, as days since 1970-01-01 (big-endian)
 *   runs        flags, then total, then good: each a list of runs
 *   4 bytes     CRC-32 of everything before (IEEE 802.3)
 *
 * A run is a varint `count * 8 + kind` and what the kind needs. Zeros, repeats
 * and "good equals total" cost a byte or two per run however long it is; whole
 * numbers one to three bytes; any other double its eight bytes, exactly.
 */
const Run = {
  /** +0, `count` times. */
  Zero: 0,
  /** The value before, `count` times more. */
  Repeat: 1,
  /** `count` varints. */
  Whole: 2,
  /** `count` IEEE-754 doubles, big-endian. */
  Double: 3,
  /** Good only: equal to total, `count` times. */
  SameAsTotal: 4,
  /** Good only: `count` varints of total minus good, both whole. */
  BelowTotal: 5,
} as const;

/**
 * Packs a ledger day into bytes; {@link decodeLedgerDay} gives back every
 * double exactly. A quiet or missing day takes some 20 bytes;
 * a busy one some 2.5 bytes a slice for counts and, where most slices are all
 * good, 10 for fractional increments (raw: 17).
 */
export function encodeLedgerDay(day: LedgerDay): Uint8Array {
  const out = new ByteWriter();
  out.byte(MAGIC);
  out.byte(LEDGER_CODEC_VERSION);
  out.uint(day.sliceSeconds, 2);
  out.uint(startOfUtcDay(day.day) / DAY_MILLIS, 3);
  writeColumn(out, Float64Array.from(day.flags));
  writeColumn(out, day.total);
  writeColumn(out, day.good, day.total);
  out.uint(crc32(out.bytes()), 4);
  return out.bytes();
}

/**
 * Unpacks what {@link encodeLedgerDay} wrote.
 *
 * @throws LedgerCodecError when the bytes are damaged or of an unknown version.
 */
export function decodeLedgerDay(bytes: Uint8Array): LedgerDay {
  const body = bytes.subarray(0, Math.max(0, bytes.length - 4));
  const reader = new ByteReader(bytes);
  try {
    if (reader.byte() !== MAGIC) {
      throw new LedgerCodecError('These bytes are not a ledger day');
    }
    const version = reader.byte();
    if (version !== LEDGER_CODEC_VERSION) {
      throw new LedgerCodecError(
        `The ledger day has layout version ${version}; this release reads version ${LEDGER_CODEC_VERSION}`,
      );
    }
    if (new ByteReader(bytes.subarray(body.length)).uint(4) !== crc32(body)) {
      throw new LedgerCodecError(
        'The ledger day is damaged: its checksum does not match',
      );
    }
    const sliceSeconds = reader.uint(2) as SliceSeconds;
    const day = emptyLedgerDay(
      utcDayOf(reader.uint(3) * DAY_MILLIS),
      sliceSeconds,
    );
    const flags = new Float64Array(day.flags.length);
    readColumn(reader, flags);
    day.flags.set(flags);
    readColumn(reader, day.total);
    readColumn(reader, day.good, day.total);
    return day;
  } catch (error) {
    if (error instanceof LedgerCodecError) throw error;
    throw new LedgerCodecError(
      `The ledger day cannot be read: ${(error as Error).message}`,
    );
  }
}

function writeColumn(
  out: ByteWriter,
  values: Float64Array,
  totals: Float64Array = NO_TOTALS,
): void {
  let i = 0;
  while (i < values.length) {
    const kind = kindAt(values, i, totals);
    let end = i + 1;
    while (end < values.length && kindAt(values, end, totals) === kind) end++;
    out.varint((end - i) * 8 + kind);
    for (; i < end; i++) {
      if (kind === Run.Whole) out.varint(values[i]);
      else if (kind === Run.Double) out.double(values[i]);
      else if (kind === Run.BelowTotal) out.varint(totals[i] - values[i]);
    }
  }
}

/** The cheapest way to write one value; exactness decides, then size. */
function kindAt(values: Float64Array, i: number, totals: Float64Array) {
  const value = values[i];
  if (Object.is(value, 0)) return Run.Zero;
  if (Object.is(value, totals[i])) return Run.SameAsTotal;
  if (i > 0 && Object.is(value, values[i - 1])) return Run.Repeat;
  if (!isCount(value)) return Run.Double;
  return isCount(totals[i]) && totals[i] > value ? Run.BelowTotal : Run.Whole;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

function readColumn(
  reader: ByteReader,
  values: Float64Array,
  totals: Float64Array = NO_TOTALS,
): void {
  let i = 0;
  while (i < values.length) {
    const head = reader.varint();
    const kind = head % 8;
    const end = i + (head - kind) / 8;
    if (end === i || end > values.length) {
      throw new LedgerCodecError('The ledger day is damaged: a run overflows');
    }
    for (; i < end; i++) values[i] = readValue(reader, kind, i, values, totals);
  }
}

function readValue(
  reader: ByteReader,
  kind: number,
  i: number,
  values: Float64Array,
  totals: Float64Array,
): number {
  switch (kind) {
    case Run.Zero:
      return 0;
    case Run.Repeat:
      return values[i - 1];
    case Run.Whole:
      return reader.varint();
    case Run.Double:
      return reader.double();
    case Run.SameAsTotal:
      return totals[i];
    case Run.BelowTotal:
      return totals[i] - reader.varint();
    default:
      throw new LedgerCodecError(`The ledger day has a run of kind ${kind}`);
  }
}
