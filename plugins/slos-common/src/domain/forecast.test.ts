import fc from 'fast-check';
import { BUDGETING_METHODS } from '../openslo/types';
import {
  ProjectionRates,
  UnitSlices,
  calendarExhaustion,
  projectionRates,
  rollingExhaustion,
  unitSlices,
} from './forecast';
import { NO_DATA_POLICIES, sliFigures } from './sli';
import { tallyWindows } from './tally';
import { TestSlice, repeat, seriesEndingAt } from './__testUtils__/series';

const END = new Date('2026-05-04T12:00:00Z');
const DAY_SLICES = 288;

function units(bad: number[], total: number[], sliceSeconds = 300): UnitSlices {
  return {
    bad: Float64Array.from(bad),
    total: Float64Array.from(total),
    sliceSeconds,
  };
}

/** Bad beyond the budget after `h` seconds, straight from the definition (2.4.6). */
function overspent(
  { bad, total, sliceSeconds }: UnitSlices,
  share: number,
  rates: ProjectionRates,
  h: number,
): number {
  let knownBad = 0;
  let knownTotal = 0;
  bad.forEach((_, i) => {
    // The part of slice i that is still inside after h seconds.
    const left = Math.min(1, Math.max(0, i + 1 - h / sliceSeconds));
    knownBad += bad[i] * left;
    knownTotal += total[i] * left;
  });
  return (
    knownBad +
    h * rates.badPerSecond -
    share * (knownTotal + h * rates.totalPerSecond)
  );
}

describe('rollingExhaustion', () => {
  it('is the naive remaining * P / burn where the past has no errors', () => {
    // 30 days, 10 events a slice, no errors so far; from now on 1 in 100 bad, budget 1 in 1000.
    const n = 30 * DAY_SLICES;
    const window = units(Array(n).fill(0), Array(n).fill(10));
    const rates = { badPerSecond: 0.1 / 300, totalPerSecond: 10 / 300 };
    const seconds = rollingExhaustion(window, 0.001, rates)!;
    expect(seconds / 86_400).toBeCloseTo(3, 9); // a tenth of 30 days
  });

  it('gives the budget of an old outage back when it leaves', () => {
    const n = 30 * DAY_SLICES;
    const bad = Array(n).fill(0);
    // 80 % of the budget of 86.4 went 29 days ago.
    bad[DAY_SLICES] = 0.8 * 0.001 * n * 10;
    const window = units(bad, Array(n).fill(10));
    // Twice as fast as sustainable: naively gone in 0.2 * 30 / 2 = 3 days…
    const twice = { badPerSecond: 0.02 / 300, totalPerSecond: 10 / 300 };
    const seconds = rollingExhaustion(window, 0.001, twice)!;
    // …but the outage leaves tomorrow, and with it 80 % comes back: 15 days.
    expect(seconds / 86_400).toBeCloseTo(15, 6);
    const sustainable = { badPerSecond: 0.009 / 300, totalPerSecond: 10 / 300 };
    expect(rollingExhaustion(window, 0.001, sustainable)).toBeUndefined();
  });

  it('is 0 when the budget is gone, and never comes without errors', () => {
    const gone = units([5, 0], [100, 100]);
    const nothing = { badPerSecond: 0, totalPerSecond: 0 };
    expect(rollingExhaustion(gone, 0.01, nothing)).toBe(0);
    expect(rollingExhaustion(units([2, 0], [100, 100]), 0.01, nothing)).toBe(0);
    const quiet = units([0, 0, 0], [0, 0, 0]);
    expect(rollingExhaustion(quiet, 0.01, nothing)).toBeUndefined();
    expect(rollingExhaustion(units([], []), 0.01, nothing)).toBeUndefined();
  });

  it('sees the budget go because good events leave', () => {
    // Old traffic carries the window; when it leaves, the recent errors are too many.
    const window = units([0, 0, 0, 1], [200, 200, 0, 0]);
    const nothing = { badPerSecond: 0, totalPerSecond: 0 };
    const seconds = rollingExhaustion(window, 0.01, nothing)!;
    expect(seconds).toBe(1.5 * 300); // 300 - 150 events left: 1 bad in 100
  });

  it('agrees with brute force', () => {
    const anySlice = fc.record({
      total: fc.integer({ min: 0, max: 20 }),
      share: fc.constantFrom(0, 0, 0, 0.05, 0.3, 1),
    });
    fc.assert(
      fc.property(
        fc.array(anySlice, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(0.5, 0.1, 0.01),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (slices, share, badRate, goodRate) => {
          const window = units(
            slices.map(s => s.total * s.share),
            slices.map(s => s.total),
          );
          const rates = {
            badPerSecond: badRate / 300,
            totalPerSecond: (badRate + goodRate) / 300,
          };
          const slack = 1e-6;
          const found = rollingExhaustion(window, share, rates);
          const horizon = slices.length * 300;
          // Twelve probes a slice; before the answer none is clearly over.
          for (let h = 0; h < (found ?? horizon) - 1e-3; h += 25) {
            expect(overspent(window, share, rates, h)).toBeLessThan(slack);
          }
          expect(found ?? horizon).toBeLessThanOrEqual(horizon);
          const over =
            found === undefined ||
            overspent(window, share, rates, found) > -slack;
          expect(over).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('calendarExhaustion', () => {
  it.each<[string, number, number, number, number, number | undefined]>([
    ['fixed allowance', 60, 100, 0.01, 0, 4000],
    ['allowance that grows with the events', 60, 100, 0.01, 0.005, 8000],
    ['slower than the allowance grows', 60, 100, 0.004, 0.005, undefined],
    ['no more errors', 60, 100, 0, 0, undefined],
    ['gone already', 100, 100, 0, 0, 0],
    ['nothing allowed yet and nothing bad', 0, 0, 0, 0.01, undefined],
  ])('%s', (_, spent, allowed, badPerSecond, growth, expected) => {
    const seconds = calendarExhaustion(spent, allowed, badPerSecond, growth);
    expect(seconds?.toFixed(6)).toBe(expected?.toFixed(6));
  });
});

describe('projectionRates', () => {
  const options = {
    timeSliceTarget: 0.9,
    policies: { noData: 'ignore' as const, quiet: 'ignore' as const },
    meanEvents: 0,
  };
  // A week and an hour: quiet but for the first hour; then the last six hours, then the last one.
  const slices: TestSlice[] = [
    ...repeat(12, [5, 10]),
    ...repeat(7 * DAY_SLICES - 12 - 72, [10, 10]),
    ...repeat(60, [98, 100]),
    ...repeat(12, [80, 100]),
  ];
  const series = seriesEndingAt(END, slices);
  const rates = (basis: Parameters<typeof projectionRates>[2]) =>
    projectionRates(series, slices.length, basis, 'Occurrences', options);

  it('takes the hours it is told to take', () => {
    expect(rates('last-1h')).toEqual({
      badPerSecond: 240 / 3600,
      totalPerSecond: 1200 / 3600,
    });
    expect(rates('last-6h')).toEqual({
      badPerSecond: 360 / 21_600,
      totalPerSecond: 7200 / 21_600,
    });
    expect(rates('same-hour-last-week')).toEqual({
      badPerSecond: 60 / 3600,
      totalPerSecond: 120 / 3600,
    });
  });

  it('does not take missing time for quiet time', () => {
    const half = seriesEndingAt(END, [
      ...repeat(6, null),
      ...repeat(6, [9, 10]),
    ]);
    expect(
      projectionRates(half, 12, 'last-1h', 'Occurrences', options),
    ).toEqual({
      badPerSecond: 6 / 1800,
      totalPerSecond: 60 / 1800,
    });
  });

  it('answers nothing without data', () => {
    const none = seriesEndingAt(END, repeat(100, null));
    for (const basis of [
      'last-1h',
      'last-6h',
      'same-hour-last-week',
    ] as const) {
      expect(
        projectionRates(none, 100, basis, 'Occurrences', options),
      ).toBeUndefined();
    }
  });
});

describe('unitSlices', () => {
  it('adds up to what the SLI counts, for every method and policy', () => {
    const anySlice = fc.oneof(
      fc.constant(null),
      fc
        .tuple(fc.nat(20), fc.nat(20))
        .map(([a, b]): TestSlice => [Math.min(a, b), b]),
    );
    fc.assert(
      fc.property(
        fc.array(anySlice, { minLength: 1, maxLength: 50 }),
        fc.constantFrom(...BUDGETING_METHODS),
        fc.constantFrom(...NO_DATA_POLICIES),
        fc.constantFrom('ignore' as const, 'good' as const),
        fc.nat(10),
        (slices, method, noData, quiet, before) => {
          const series = seriesEndingAt(END, slices);
          const length = slices.length + before;
          const [tally] = tallyWindows(series, slices.length, [length], 0.9);
          const policies = { noData, quiet };
          const figures = sliFigures(tally, method, policies, 7);
          const { bad, total } = unitSlices(
            series,
            { from: -before, to: slices.length },
            method,
            { timeSliceTarget: 0.9, policies, meanEvents: 7 },
          );
          const sum = (values: Float64Array) =>
            values.reduce((a, b) => a + b, 0);
          expect(sum(bad)).toBeCloseTo(figures.bad, 9);
          expect(sum(total)).toBeCloseTo(figures.total, 9);
        },
      ),
    );
  });
});
