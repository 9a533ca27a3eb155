import fc from 'fast-check';
import { applyExclusions, withoutExclusions } from './exclusions';
import { LedgerDay, emptyLedgerDay } from './ledgerDay';
import {
  SliceSeries,
  coarsen,
  holdLast,
  iterateSlices,
  readSeries,
  seriesEnd,
} from './series';
import { SliceFlag, SliceSeconds } from './slices';

const { Missing, Excluded, Clamped, OneSided, Held } = SliceFlag;

/** A day whose slice i has i bad of 1000 events. */
function knownDay(day: string, sliceSeconds: SliceSeconds = 300): LedgerDay {
  const known = emptyLedgerDay(day, sliceSeconds);
  known.flags.fill(0);
  known.total.fill(1000);
  known.good.forEach((_, i) => {
    known.good[i] = 1000 - (i % 1000);
  });
  return known;
}

const at = (iso: string) => new Date(`${iso}Z`);

describe('readSeries', () => {
  const days = [knownDay('2026-05-05'), knownDay('2026-05-03')];

  it('lays days end to end, with gaps as missing slices', () => {
    const series = readSeries(days, {
      from: at('2026-05-03T23:50:00'),
      to: at('2026-05-05T00:10:00'),
      sliceSeconds: 300,
    });
    const slices = [...iterateSlices(series)];
    expect(slices).toHaveLength(2 + 288 + 2);
    expect(slices[0]).toEqual({
      start: at('2026-05-03T23:50:00'),
      good: 1000 - 286,
      total: 1000,
      flags: 0,
    });
    const gap = slices.slice(2, 290);
    expect(gap.every(s => s.flags === Missing && s.total === 0)).toBe(true);
    expect(slices[290]).toMatchObject({
      start: at('2026-05-05T00:00:00'),
      good: 1000,
    });
    expect(seriesEnd(series)).toBe(at('2026-05-05T00:10:00').getTime());
  });

  it('takes the slices that start inside the window', () => {
    const series = readSeries(days, {
      from: at('2026-05-03T12:01:00'),
      to: at('2026-05-03T12:11:00'),
      sliceSeconds: 300,
    });
    expect([...iterateSlices(series)].map(s => s.start)).toEqual([
      at('2026-05-03T12:05:00'),
      at('2026-05-03T12:10:00'),
    ]);
  });

  it('answers nothing for an empty window and refuses other slice lengths', () => {
    const window = { from: at('2026-05-04'), to: at('2026-05-03') };
    expect(
      readSeries(days, { ...window, sliceSeconds: 300 }).flags,
    ).toHaveLength(0);
    expect(() => readSeries(days, { ...window, sliceSeconds: 60 })).toThrow(
      'The ledger day 2026-05-05 has 300 s slices, not 60 s',
    );
  });
});

function seriesOf(
  slices: [good: number, total: number, flags: number][],
  sliceSeconds = 60,
  start = 0,
): SliceSeries {
  return {
    start,
    sliceSeconds,
    good: Float64Array.from(slices, s => s[0]),
    total: Float64Array.from(slices, s => s[1]),
    flags: Uint8Array.from(slices, s => s[2]),
  };
}

describe('coarsen', () => {
  it('adds slices up, and knows what a longer slice is', () => {
    const series = seriesOf([
      [1, 2, 0], // both known
      [3, 4, Clamped],
      [0, 0, Missing], // one known
      [5, 6, 0],
      [0, 0, Missing], // none known
      [0, 0, Missing | OneSided],
      [7, 8, Excluded], // excluded by its start
      [1, 1, 0],
      [7, 8, 0], // the exclusion begins later
      [1, 1, Excluded],
      [9, 9, 0], // not whole
    ]);
    const coarse = coarsen(series, 120);
    expect(
      [...iterateSlices(coarse)].map(s => [s.good, s.total, s.flags]),
    ).toEqual([
      [4, 6, Clamped],
      [5, 6, 0],
      [0, 0, Missing | OneSided],
      [8, 9, Excluded],
      [8, 9, 0],
    ]);
  });

  it('keeps to the grid of the epoch', () => {
    const series = seriesOf(Array(9).fill([1, 1, 0]), 60, 180_000);
    const coarse = coarsen(series, 300);
    expect([coarse.start, coarse.flags.length, coarse.total[0]]).toEqual([
      300_000, 1, 5,
    ]);
  });

  it('keeps all events of whole longer slices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.constantFrom(0, Missing)), {
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(10),
        (cells, factor, offset) => {
          const series = seriesOf(
            cells.map(([a, b, flags]) =>
              flags ? [0, 0, flags] : [Math.min(a, b), b, flags],
            ),
            60,
            offset * 60_000,
          );
          const coarse = coarsen(series, factor * 60);
          const inside = [...iterateSlices(series)].filter(
            s =>
              s.start.getTime() >= coarse.start &&
              s.start.getTime() < seriesEnd(coarse),
          );
          const sum = (values: Iterable<number>) =>
            [...values].reduce((a, b) => a + b, 0);
          expect(sum(coarse.total)).toBe(sum(inside.map(s => s.total)));
          expect(sum(coarse.good)).toBe(sum(inside.map(s => s.good)));
          expect(coarse.start % (factor * 60_000)).toBe(0);
        },
      ),
    );
  });

  it('refuses lengths that do not fit', () => {
    const series = seriesOf([[1, 1, 0]], 300);
    expect(() => coarsen(series, 60)).toThrow('300 s cannot be added up');
    expect(() => coarsen(series, 450)).toThrow('slices of 450 s');
  });
});

describe('holdLast', () => {
  it('repeats the last known slice and marks it', () => {
    const held = holdLast(
      seriesOf([
        [0, 0, Missing],
        [3, 4, Clamped],
        [0, 0, Missing],
        [0, 0, Missing | Excluded],
        [1, 1, 0],
      ]),
    );
    expect(
      [...iterateSlices(held)].map(s => [s.good, s.total, s.flags]),
    ).toEqual([
      [0, 0, Missing],
      [3, 4, Clamped],
      [3, 4, Held],
      [3, 4, Held | Excluded],
      [1, 1, 0],
    ]);
  });
});

describe('applyExclusions', () => {
  const day = knownDay('2026-05-04');

  it('excludes a slice exactly when it starts inside [from, to)', () => {
    const marked = applyExclusions(day, [
      { from: at('2026-05-04T01:03:00'), to: at('2026-05-04T01:15:00') },
    ]);
    const excluded = [...marked.flags].flatMap((f, i) =>
      f & Excluded ? [i] : [],
    );
    expect(excluded).toEqual([13, 14]); // 01:05 and 01:10
    expect(marked.good).toEqual(day.good);
  });

  it('can be taken back', () => {
    const all = { from: at('2026-05-03'), to: at('2026-05-06') };
    const marked = applyExclusions(day, [all]);
    expect(marked.flags.every(f => f === Excluded)).toBe(true);
    expect(applyExclusions(marked, [])).toEqual(day);
  });

  it('can be looked away from', () => {
    const series = seriesOf([
      [1, 2, Excluded],
      [0, 0, Excluded | Missing],
      [3, 4, Clamped],
    ]);
    expect([...withoutExclusions(series).flags]).toEqual([0, Missing, Clamped]);
    expect(series.flags[0]).toBe(Excluded);
  });
});
