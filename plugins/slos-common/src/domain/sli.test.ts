import fc from 'fast-check';
import { SliceFlag, SliceSeries } from '../ledger';
import { BUDGETING_METHODS } from '../openslo/types';
import { NO_DATA_POLICIES, sliFigures } from './sli';
import { SliceTally, coverageOf, tallyWindows } from './tally';
import { TestSlice, repeat, seriesEndingAt } from './__testUtils__/series';

const END = new Date('2026-05-04T12:00:00Z');
const { Missing, Excluded } = SliceFlag;

function tally(
  slices: readonly TestSlice[],
  timeSliceTarget = 0.95,
): SliceTally {
  const series = seriesEndingAt(END, slices);
  return tallyWindows(
    series,
    slices.length,
    [slices.length],
    timeSliceTarget,
  )[0];
}

describe('the three budgeting methods', () => {
  it('differ on the same data as OpenSLO defines them', () => {
    // One busy bad slice among nine quiet good ones.
    const slices = [...repeat(9, [10, 10]), [500, 1000] as const];
    const counted = tally(slices, 0.9);
    const sli = (method: (typeof BUDGETING_METHODS)[number]) =>
      sliFigures(counted, method).sli;
    expect(sli('Occurrences')).toBeCloseTo(590 / 1090, 12);
    expect(sli('Timeslices')).toBeCloseTo(0.9, 12);
    expect(sli('RatioTimeslices')).toBeCloseTo(0.95, 12);
  });

  it('can show half the budget left by the mean of ratios when none is', () => {
    // Target 99 %: most errors come where most events are, and the mean of the slices hides them.
    const slices = [...repeat(99, [100, 100]), [9_801, 9_900] as const];
    const counted = tally([...slices, [100, 200]]);
    const byEvents = sliFigures(counted, 'Occurrences').errorRatio!;
    const byMean = sliFigures(counted, 'RatioTimeslices').errorRatio!;
    expect(byEvents / 0.01).toBeGreaterThan(0.99);
    expect(byMean / 0.01).toBeLessThan(0.51);
  });

  it('takes a slice as good that meets its target exactly, binary noise or not', () => {
    expect(tally([[19, 20]], 0.95).badSlices).toBe(0);
    expect(tally([[0.1 + 0.2, 0.3 / 0.95]], 0.95).badSlices).toBe(0);
    expect(tally([[18, 20]], 0.95).badSlices).toBe(1);
  });

  it('says nothing, not 100 % and not NaN, when nothing happened', () => {
    for (const slices of [repeat(12, [0, 0]), repeat(12, null), []]) {
      for (const method of BUDGETING_METHODS) {
        const figures = sliFigures(tally(slices), method);
        expect(figures.sli).toBeUndefined();
        expect(figures.errorRatio).toBeUndefined();
        expect(figures.total).toBe(0);
      }
    }
  });
});

describe('no-data policies', () => {
  // 4 slices of 10 events, one bad each; 2 missing; 2 without events.
  const slices: TestSlice[] = [
    ...repeat(4, [9, 10]),
    null,
    null,
    [0, 0],
    [0, 0],
  ];
  const counted = tally(slices);

  it.each([
    // Known slices have 40 / 6 events on average.
    ['Occurrences', 'ignore', 'ignore', 4, 40],
    ['Occurrences', 'good', 'ignore', 4, 40 + 80 / 6],
    ['Occurrences', 'bad', 'ignore', 4 + 80 / 6, 40 + 80 / 6],
    ['Occurrences', 'ignore', 'good', 4, 40],
    ['Timeslices', 'ignore', 'ignore', 4, 4],
    ['Timeslices', 'good', 'ignore', 4, 6],
    ['Timeslices', 'bad', 'ignore', 6, 6],
    ['Timeslices', 'bad', 'good', 6, 8],
    ['RatioTimeslices', 'ignore', 'ignore', 0.4, 4],
    ['RatioTimeslices', 'good', 'good', 0.4, 8],
    ['RatioTimeslices', 'bad', 'ignore', 2.4, 6],
  ] as const)(
    '%s with %s, quiet %s: %d bad of %d',
    (method, noData, quiet, bad, total) => {
      const figures = sliFigures(counted, method, { noData, quiet });
      expect(figures.bad).toBeCloseTo(bad, 12);
      expect(figures.total).toBeCloseTo(total, 12);
    },
  );

  it('leave the coverage alone', () => {
    expect(coverageOf(counted)).toBe(6 / 8);
  });
});

describe('tallyWindows', () => {
  const anySeries = fc
    .array(
      fc.record({
        total: fc.nat(50),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        flags: fc.constantFrom(0, 0, 0, Missing, Excluded, Missing | Excluded),
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map(
      (cells): SliceSeries => ({
        start: 0,
        sliceSeconds: 300,
        good: Float64Array.from(cells, c =>
          c.flags & Missing ? 0 : c.total * c.share,
        ),
        total: Float64Array.from(cells, c => (c.flags & Missing ? 0 : c.total)),
        flags: Uint8Array.from(cells, c => c.flags),
      }),
    );

  it('adds each window up as if it stood alone', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.array(fc.nat(70), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: -5, max: 5 }),
        (series, wanted, beyond) => {
          const lengths = [...wanted].sort((a, b) => a - b);
          const end = series.flags.length + beyond;
          const together = tallyWindows(series, end, lengths, 0.9);
          lengths.forEach((length, w) => {
            const [alone] = tallyWindows(series, end, [length], 0.9);
            expect(together[w]).toEqual(alone);
            const { slices, excluded, missing, quiet, rated } = alone;
            expect(slices).toBe(length);
            expect(excluded + missing + quiet + rated).toBe(length);
          });
        },
      ),
    );
  });

  it('keeps good within total and coverage and SLI within [0, 1]', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.constantFrom(...BUDGETING_METHODS),
        fc.constantFrom(...NO_DATA_POLICIES),
        fc.constantFrom('ignore' as const, 'good' as const),
        (series, method, noData, quiet) => {
          const { length } = series.flags;
          const [counted] = tallyWindows(series, length, [length], 0.9);
          const coverage = coverageOf(counted);
          expect(coverage).toBeGreaterThanOrEqual(0);
          expect(coverage).toBeLessThanOrEqual(1);
          const figures = sliFigures(counted, method, { noData, quiet });
          expect(figures.bad).toBeGreaterThanOrEqual(0);
          expect(figures.bad).toBeLessThanOrEqual(figures.total * (1 + 1e-12));
          const { sli = 1, errorRatio = 0 } = figures;
          expect(sli + errorRatio).toBeCloseTo(1, 9);
          expect(figures.sli === undefined).toBe(figures.total === 0);
        },
      ),
    );
  });

  it('agrees with sums over the identical increments to 1e-9', () => {
    fc.assert(
      fc.property(anySeries, series => {
        const { length } = series.flags;
        const [counted] = tallyWindows(series, length, [length], 0.9);
        let good = 0;
        let total = 0;
        series.flags.forEach((flags, i) => {
          if (flags === 0) {
            good += series.good[i];
            total += series.total[i];
          }
        });
        expect(Math.abs(counted.total - total)).toBeLessThanOrEqual(1e-9);
        expect(
          Math.abs(counted.total - counted.bad - good),
        ).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});
