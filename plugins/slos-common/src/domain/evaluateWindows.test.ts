import fc from 'fast-check';
import { SliceFlag } from '../ledger';
import { BUDGETING_METHODS } from '../openslo/types';
import { evaluateSlo } from './evaluate';
import { PROJECTION_BASES } from './forecast';
import { NO_DATA_POLICIES } from './sli';
import { SloTerms } from './terms';
import {
  DAY,
  MONTH,
  MONTHLY,
  NOW,
  ROLLING,
  evaluate,
  monthWith,
} from './__testUtils__/evaluation';
import { TestSlice, repeat, seriesEndingAt } from './__testUtils__/series';

describe('evaluateSlo: gaps, exclusions and policies', () => {
  it('shows a gap in the coverage and does not take it for quiet', () => {
    const slices = monthWith({ at: 10, bad: 50 });
    slices.fill(null, 100, 964);
    const result = evaluate(slices);
    expect(result.coverage).toBeCloseTo(0.9, 12);
    expect(result.figures.total).toBe((MONTH - 864) * 100);
  });

  it('counts a gap as bad where that is the policy', () => {
    const slices = repeat(MONTH, [100, 100]);
    slices.fill(null, 100, 188);
    const result = evaluate(slices, ROLLING, { noData: 'bad' });
    expect(result.budget?.consumed).toBeCloseTo(88 / MONTH / 0.001, 9);
    expect(result.assessment.verdict).toBe('breached');
  });

  it('holds the last slice where that is the policy, without calling it covered', () => {
    const slices = repeat(MONTH, [100, 100]);
    slices[99] = [90, 100];
    slices.fill(null, 100, 104);
    const result = evaluate(slices, ROLLING, { noData: 'hold-last' });
    expect(result.figures.bad).toBe(50);
    expect(result.tally.held).toBe(4);
    expect(result.coverage).toBe((MONTH - 4) / MONTH);
  });

  it('leaves excluded slices out of both sides', () => {
    const series = seriesEndingAt(NOW, monthWith({ at: 20, bad: 100 }));
    series.flags[MONTH - 20] |= SliceFlag.Excluded;
    const result = evaluateSlo({
      terms: ROLLING,
      series,
      readThrough: NOW,
      now: NOW,
    });
    expect(result.figures).toMatchObject({ bad: 0, total: (MONTH - 1) * 100 });
    expect(result.coverage).toBe(1);
    expect(result.tally.excluded).toBe(1);
  });
});

describe('evaluateSlo: calendar windows and time slices', () => {
  // 1 May 00:00 to 4 May 12:00: 3.5 days of 31, 1,008 slices.
  const soFar = 1008;

  it('looks at the period so far and says how the total was found', () => {
    const slices = [...repeat(DAY, [0, 100]), ...repeat(soFar, [100, 100])];
    slices[DAY + 5] = [50, 100];
    const toDate = evaluate(slices, MONTHLY);
    expect(toDate.window?.end).toEqual(new Date('2026-06-01T00:00:00Z'));
    expect(toDate.figures).toMatchObject({ bad: 50, total: soFar * 100 });
    expect(toDate.budget?.basis).toBe('to-date');
    const estimated = evaluate(slices, MONTHLY, { calendarBasis: 'estimated' });
    expect(estimated.budget?.consumed).toBeCloseTo(
      toDate.budget!.consumed! * (3.5 / 31),
      9,
    );
  });

  it('spends a fixed number of minutes by time slices', () => {
    const terms: SloTerms = {
      ...MONTHLY,
      method: 'Timeslices',
      timeSliceTarget: '0.95',
      timeSliceSeconds: 600,
    };
    const slices = repeat(soFar, [100, 100]);
    slices.fill([90, 100], 100, 102); // one slice of ten minutes
    slices[201] = [91, 100]; // 95.5 % over its ten minutes: good
    const result = evaluate(slices, terms);
    expect(result.figures).toMatchObject({
      bad: 1,
      total: soFar / 2,
      unit: 'slice',
    });
    expect(result.budget).toMatchObject({
      basis: 'period',
      time: { spent: 600 },
    });
    // 1 % of 31 days: 44.64 slices of ten minutes.
    expect(result.budget?.amount.allowed).toBeCloseTo(44.64, 12);
    expect(result.assessment.verdict).toBe('met');
    expect(result.assessment.nextChangeAt).toBe('2026-05-04T12:15:00.000Z');
  });

  it('stops the forecast at the end of the period', () => {
    const terms: SloTerms = {
      ...MONTHLY,
      method: 'RatioTimeslices',
      timeSliceSeconds: 300,
    };
    // 89.28 slices are allowed; 3 % of each slice is bad in the last six hours.
    const slices = repeat(soFar, [100, 100]);
    slices.fill([97, 100], soFar - 72);
    const slow = evaluate(slices, terms);
    expect(slow.forecast?.horizon).toEqual(new Date('2026-06-01T00:00:00Z'));
    expect(slow.forecast?.outcome).toBe('exhausts');
    slices.fill([99.5, 100], soFar - 72);
    expect(evaluate(slices, terms).forecast?.outcome).toBe(
      'not-before-window-end',
    );
  });

  it('refuses slices that the ledger cannot give', () => {
    const terms: SloTerms = {
      ...ROLLING,
      method: 'Timeslices',
      timeSliceTarget: '0.95',
      timeSliceSeconds: 60,
    };
    expect(() => evaluate(repeat(10, [1, 1]), terms)).toThrow(
      'Slices of 300 s cannot be added up to slices of 60 s',
    );
    expect(() =>
      evaluate(repeat(10, [1, 1]), { ...ROLLING, method: 'Timeslices' }),
    ).toThrow('timeSliceTarget');
  });
});

describe('evaluateSlo: always', () => {
  it('answers without NaN, with coverage in [0, 1] and a verdict that fits its data', () => {
    const anySlice = fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.nat(20), fc.nat(20))
          .map(([a, b]): TestSlice => [Math.min(a, b), b]),
      },
      fc.constant<TestSlice>(null),
    );
    const daily: SloTerms['window'] = { type: 'rolling', duration: 'P1D' };
    fc.assert(
      fc.property(
        fc.array(anySlice, { maxLength: 40 }),
        fc.nat(300),
        fc.constantFrom(...BUDGETING_METHODS),
        fc.constantFrom(daily, MONTHLY.window),
        fc.constantFrom('0', '0.5', '0.999'),
        fc.record({
          noData: fc.constantFrom(...NO_DATA_POLICIES),
          quiet: fc.constantFrom('ignore' as const, 'good' as const),
          calendarBasis: fc.constantFrom(
            'to-date' as const,
            'estimated' as const,
          ),
          projection: fc.constantFrom(...PROJECTION_BASES),
          minimumCoverage: fc.constantFrom(0, 0.1, 1),
        }),
        (recent, before, method, window, target, options) => {
          const terms: SloTerms = {
            method,
            target,
            window,
            timeSliceTarget: '0.9',
          };
          const slices = [...repeat(before, [19, 20]), ...recent];
          const result = evaluate(slices, terms, options);
          expect(JSON.stringify(result)).not.toMatch(/NaN|null/);
          expect(result.coverage).toBeGreaterThanOrEqual(0);
          expect(result.coverage).toBeLessThanOrEqual(1);
          const { verdict } = result.assessment;
          const known = result.data.state === 'sufficient';
          expect(known || verdict === 'unknown').toBe(true);
          const left = result.budget?.remaining ?? 0;
          expect(verdict !== 'met' || left > 0).toBe(true);
          const { at, horizon, outcome } = result.forecast!;
          expect(outcome === 'exhausts').toBe(at !== undefined);
          expect((at ?? horizon).getTime()).toBeLessThanOrEqual(
            horizon.getTime(),
          );
        },
      ),
      { numRuns: 400 },
    );
  });
});
