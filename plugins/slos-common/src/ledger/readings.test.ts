import fc from 'fast-check';
import { LedgerDay, emptyLedgerDay } from './ledgerDay';
import {
  SliceReading,
  applyReadings,
  checkReading,
  mergeLedgerDays,
} from './readings';
import { SliceFlag, startOfUtcDay } from './slices';

const { Missing, Excluded, Clamped, Late, OneSided } = SliceFlag;
const MIDNIGHT = startOfUtcDay('2026-05-04');
const SLICE = 300_000;

describe('checkReading', () => {
  it.each<
    [
      Omit<SliceReading, 'start'>,
      { good: number; total: number; flags: number },
    ]
  >([
    [
      { good: 9, total: 10 },
      { good: 9, total: 10, flags: 0 },
    ],
    [
      { bad: 1, total: 10 },
      { good: 9, total: 10, flags: 0 },
    ],
    [
      { good: 0, total: 0 },
      { good: 0, total: 0, flags: 0 },
    ],
    [{ total: 0 }, { good: 0, total: 0, flags: 0 }],
    // Extrapolation by increase(): good beyond total, and below zero.
    [
      { good: 10.2, total: 10 },
      { good: 10, total: 10, flags: Clamped },
    ],
    [
      { good: -1, total: 10 },
      { good: 0, total: 10, flags: Clamped },
    ],
    [
      { bad: 11, total: 10 },
      { good: 0, total: 10, flags: Clamped },
    ],
    [
      { bad: -1, total: 10 },
      { good: 10, total: 10, flags: Clamped },
    ],
    // No figures, or no usable ones.
    [{}, { good: 0, total: 0, flags: Missing }],
    [
      { good: NaN, total: NaN },
      { good: 0, total: 0, flags: Missing },
    ],
    [{ good: 3 }, { good: 0, total: 0, flags: Missing | OneSided }],
    [{ total: 10 }, { good: 0, total: 0, flags: Missing | OneSided }],
    [
      { good: 3, total: -1 },
      { good: 0, total: 0, flags: Missing | OneSided },
    ],
    [
      { good: 3, total: Infinity },
      { good: 0, total: 0, flags: Missing | OneSided },
    ],
    [
      { good: -0, total: 5 },
      { good: 0, total: 5, flags: 0 },
    ],
  ])('reads %j as %j', (reading, expected) => {
    expect(checkReading({ start: 0, ...reading })).toEqual(expected);
  });

  it('gives a lone total the meaning it was told', () => {
    const lone = { start: 0, total: 10 };
    expect(checkReading(lone, 'all-good')).toMatchObject({
      good: 10,
      total: 10,
    });
    expect(checkReading(lone, 'all-bad')).toMatchObject({ good: 0, total: 10 });
    expect(checkReading({ start: 0, bad: 1 }, 'all-good').flags).toBe(
      Missing | OneSided,
    );
  });

  it('never lets good leave [0, total]', () => {
    const anyNumber = fc.option(fc.double(), { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({ good: anyNumber, bad: anyNumber, total: anyNumber }),
        fc.constantFrom(
          'missing' as const,
          'all-good' as const,
          'all-bad' as const,
        ),
        (reading, absentSide) => {
          const { good, total, flags } = checkReading(
            { start: 0, ...reading },
            absentSide,
          );
          expect(good).toBeGreaterThanOrEqual(0);
          expect(good).toBeLessThanOrEqual(total);
          expect(flags & Missing ? total : 0).toBe(0);
        },
      ),
    );
  });
});

const anyReading = fc.record(
  {
    start: fc.nat(287 * 2).map(i => MIDNIGHT + i * SLICE),
    good: fc.oneof(fc.nat(20), fc.double()),
    total: fc.oneof(fc.nat(20), fc.double()),
  },
  { requiredKeys: ['start'] },
);

function apply(
  stored: ReadonlyMap<string, LedgerDay>,
  readings: Iterable<SliceReading>,
) {
  const changed = applyReadings(stored, readings, { sliceSeconds: 300 });
  return new Map([...stored, ...changed]);
}

describe('applyReadings', () => {
  it('puts readings into the UTC days they belong to', () => {
    const days = apply(new Map(), [
      { start: MIDNIGHT - SLICE, good: 1, total: 2 },
      { start: MIDNIGHT, good: 3, total: 4 },
      { start: MIDNIGHT + 287 * SLICE, good: 5, total: 6 },
    ]);
    expect([...days.keys()]).toEqual(['2026-05-03', '2026-05-04']);
    expect(days.get('2026-05-03')?.good[287]).toBe(1);
    const day = days.get('2026-05-04')!;
    expect([day.good[0], day.total[287], day.flags[0], day.flags[1]]).toEqual([
      3,
      6,
      0,
      Missing,
    ]);
  });

  it('does the same twice as once, and in any order', () => {
    fc.assert(
      fc.property(
        fc.array(anyReading, { maxLength: 30 }),
        fc.array(anyReading, { maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (earlier, readings, random) => {
          const stored = apply(new Map(), earlier);
          const once = apply(stored, readings);
          expect(apply(once, readings)).toEqual(once);
          const shuffled = readings
            .map(reading => ({ reading, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ reading }) => reading);
          expect(apply(stored, shuffled)).toEqual(once);
        },
      ),
    );
  });

  it('splits into several calls without a difference where slices differ', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyReading, { selector: r => r.start, maxLength: 30 }),
        fc.nat(30),
        (readings, cut) => {
          const whole = apply(new Map(), readings);
          const first = readings.slice(0, cut);
          const second = readings.slice(cut);
          expect(apply(apply(new Map(), first), second)).toEqual(whole);
          expect(apply(apply(new Map(), second), first)).toEqual(whole);
        },
      ),
    );
  });

  it('lets late data replace earlier figures, and says so', () => {
    const early = apply(new Map(), [{ start: MIDNIGHT, good: 7, total: 8 }]);
    const late = apply(early, [{ start: MIDNIGHT, good: 90, total: 100 }]);
    const day = late.get('2026-05-04')!;
    expect([day.good[0], day.total[0], day.flags[0]]).toEqual([90, 100, Late]);
    expect(early.get('2026-05-04')?.total[0]).toBe(8);
  });

  it('does not let an empty answer erase what is known', () => {
    const known = apply(new Map(), [{ start: MIDNIGHT, good: 7, total: 8 }]);
    expect(apply(known, [{ start: MIDNIGHT }])).toEqual(known);
  });

  it('keeps exclusions when figures are read again', () => {
    const stored = emptyLedgerDay('2026-05-04', 300);
    stored.flags[0] |= Excluded;
    const days = apply(new Map([[stored.day, stored]]), [
      { start: MIDNIGHT, good: 1, total: 1 },
    ]);
    expect(days.get('2026-05-04')?.flags[0]).toBe(Excluded);
  });

  it('refuses readings off the grid', () => {
    expect(() =>
      apply(new Map(), [{ start: MIDNIGHT + 60_000, good: 1, total: 1 }]),
    ).toThrow('does not start on a 300 s slice');
  });
});

describe('mergeLedgerDays', () => {
  it('refuses rows of other days and slice lengths', () => {
    const day = emptyLedgerDay('2026-05-04', 300);
    expect(() =>
      mergeLedgerDays(emptyLedgerDay('2026-05-05', 300), day),
    ).toThrow('Cannot merge 2026-05-04');
    expect(() =>
      mergeLedgerDays(emptyLedgerDay('2026-05-04', 60), day),
    ).toThrow('300 s slices');
  });

  it('refuses days and slice lengths that do not exist', () => {
    expect(() => emptyLedgerDay('2026-02-30', 300)).toThrow('"2026-02-30"');
    expect(() => emptyLedgerDay('2026-02-01', 7 as 60)).toThrow('not 7');
  });
});
