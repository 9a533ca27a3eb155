import fc from 'fast-check';
import {
  LEDGER_CODEC_VERSION,
  LedgerCodecError,
  decodeLedgerDay,
  encodeLedgerDay,
} from './codec';
import { crc32 } from './bytes';
import { LedgerDay, emptyLedgerDay } from './ledgerDay';
import { SliceSeconds } from './slices';

function dayOf(
  fill: (i: number) => { good: number; total: number; flags?: number },
  sliceSeconds: SliceSeconds = 300,
): LedgerDay {
  const day = emptyLedgerDay('2026-03-29', sliceSeconds);
  for (let i = 0; i < day.flags.length; i++) {
    const slice = fill(i);
    day.good[i] = slice.good;
    day.total[i] = slice.total;
    day.flags[i] = slice.flags ?? 0;
  }
  return day;
}

/** Where two days differ, exactly: 0 and -0 do, NaN and NaN do not. */
function differences(a: LedgerDay, b: LedgerDay): string[] {
  const columns = (['good', 'total', 'flags'] as const).filter(
    name =>
      a[name].length !== b[name].length ||
      [...a[name]].some((value, i) => !Object.is(value, b[name][i])),
  );
  const head = (['day', 'sliceSeconds'] as const).filter(
    name => a[name] !== b[name],
  );
  return [...head, ...columns];
}

const anyDouble = fc.oneof(
  fc.double(),
  fc.nat(5000),
  fc.maxSafeNat(),
  fc.constantFrom(0, -0, NaN, Infinity, 2 ** 53, 2 ** 53 + 2, 0.1, 5e-324),
);

describe('ledger codec', () => {
  it('gives back every double of every day exactly', () => {
    const anySlice = fc.record({
      good: anyDouble,
      total: anyDouble,
      flags: fc.nat(255),
    });
    fc.assert(
      fc.property(
        fc.constantFrom<SliceSeconds>(60, 300),
        fc.array(anySlice, { minLength: 1, maxLength: 40 }),
        fc.date({
          min: new Date('1970-01-01T00:00:00Z'),
          max: new Date('2400-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        (sliceSeconds, pattern, date) => {
          const day = {
            ...dayOf(i => pattern[i % pattern.length], sliceSeconds),
            day: date.toISOString().slice(0, 10),
          };
          const decoded = decodeLedgerDay(encodeLedgerDay(day));
          expect(differences(decoded, day)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is compared by a test that sees a difference', () => {
    const zero = dayOf(() => ({ good: 0, total: 1 }));
    const other = dayOf(i => ({ good: i === 7 ? -0 : 0, total: 1 }), 300);
    expect(differences(zero, other)).toEqual(['good']);
  });

  it('stays small', () => {
    // A fixed sequence of pseudo-random numbers: mulberry32.
    let seed = 42;
    const random = () => {
      seed += 0x6d2b79f5;
      let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
    const counts = (total: number) => {
      const bad = random() < 0.2 ? Math.floor(random() * 5) : 0;
      return { good: total - bad, total };
    };
    const fractional = () => {
      const total = 3000 + random() * 500;
      return { good: random() < 0.2 ? total - 1.0344827 : total, total };
    };
    const sizes = {
      'nothing known, 5 min': encodeLedgerDay(
        emptyLedgerDay('2026-01-01', 300),
      ),
      'nothing known, 1 min': encodeLedgerDay(emptyLedgerDay('2026-01-01', 60)),
      'no events, 5 min': encodeLedgerDay(dayOf(() => ({ good: 0, total: 0 }))),
      'counts, 5 min': encodeLedgerDay(
        dayOf(() => counts(3000 + Math.floor(random() * 500))),
      ),
      'counts, 1 min': encodeLedgerDay(
        dayOf(() => counts(600 + Math.floor(random() * 100)), 60),
      ),
      'fractional increments, 5 min': encodeLedgerDay(dayOf(fractional)),
      'fractional increments, 1 min': encodeLedgerDay(dayOf(fractional, 60)),
    };
    const bytes = Object.fromEntries(
      Object.entries(sizes).map(([name, data]) => [name, data.length]),
    );
    process.stdout.write(
      `ledger day in bytes (raw 17 a slice: 4896 and 24480): ${JSON.stringify(
        bytes,
      )}\n`,
    );
    expect(bytes['nothing known, 5 min']).toBeLessThan(30);
    expect(bytes['nothing known, 1 min']).toBeLessThan(30);
    expect(bytes['no events, 5 min']).toBeLessThan(30);
    expect(bytes['counts, 5 min']).toBeLessThan(288 * 4);
    expect(bytes['counts, 1 min']).toBeLessThan(1440 * 4);
    expect(bytes['fractional increments, 5 min']).toBeLessThan(288 * 13);
    expect(bytes['fractional increments, 1 min']).toBeLessThan(1440 * 13);
  });

  it('refuses damaged, foreign and newer bytes', () => {
    const bytes = encodeLedgerDay(dayOf(i => ({ good: i, total: i + 1 })));
    for (let i = 0; i < bytes.length; i += 7) {
      const damaged = bytes.slice();
      damaged[i] ^= 0x10;
      expect(() => decodeLedgerDay(damaged)).toThrow(LedgerCodecError);
    }
    for (const length of [0, 1, 5, 11, bytes.length - 1]) {
      expect(() => decodeLedgerDay(bytes.subarray(0, length))).toThrow(
        LedgerCodecError,
      );
    }
    expect(() => decodeLedgerDay(new TextEncoder().encode('{"a":1}'))).toThrow(
      'not a ledger day',
    );
    const newer = bytes.slice();
    newer[1] = LEDGER_CODEC_VERSION + 1;
    expect(() => decodeLedgerDay(newer)).toThrow('layout version 2');
  });

  it('reads bytes that are part of a larger buffer, as database drivers hand them out', () => {
    const day = dayOf(i => ({ good: i / 3, total: i }));
    const bytes = encodeLedgerDay(day);
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 9);
    const decoded = decodeLedgerDay(larger.subarray(9, 9 + bytes.length));
    expect(differences(decoded, day)).toEqual([]);
  });

  it('uses the CRC-32 of IEEE 802.3', () => {
    // Check value of the CRC catalogue for "123456789".
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});
