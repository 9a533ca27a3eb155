import fc from 'fast-check';
import { BUDGETING_METHODS } from '../openslo/types';
import {
  BudgetContext,
  errorBudget,
  isExhausted,
  shareOfBudget,
  slicesBetween,
} from './budget';
import { sliFigures } from './sli';
import { EMPTY_TALLY, SliceTally } from './tally';
import { ResolvedWindow } from './window';

const MONTH: ResolvedWindow = {
  type: 'rolling',
  from: new Date('2026-04-04T12:00:00Z'),
  to: new Date('2026-05-04T12:00:00Z'),
  end: new Date('2026-05-04T12:00:00Z'),
};
const WEEK: ResolvedWindow = {
  type: 'calendar',
  from: new Date('2026-05-04T00:00:00Z'),
  to: new Date('2026-05-06T00:00:00Z'),
  end: new Date('2026-05-11T00:00:00Z'),
};

function context(overrides: Partial<BudgetContext> = {}): BudgetContext {
  return {
    target: '0.999',
    window: MONTH,
    sliceSeconds: 300,
    excludedSlices: 0,
    calendarBasis: 'to-date',
    ...overrides,
  };
}

function tally(parts: Partial<SliceTally>): SliceTally {
  return { ...EMPTY_TALLY, ...parts };
}

describe('errorBudget', () => {
  it('of a rolling window by events', () => {
    const figures = sliFigures(
      tally({ total: 1_000_000, bad: 250 }),
      'Occurrences',
    );
    const budget = errorBudget(figures, context());
    expect(budget).toMatchObject({
      basis: 'window',
      estimated: false,
      share: '0.001',
      consumed: 0.25,
      remaining: 0.75,
      amount: { allowed: 1000, spent: 250, left: 750 },
    });
    expect(budget.time.allowed).toBe(43 * 60 + 12); // 43 min 12 s
    expect(budget.time.spent).toBeCloseTo(648, 9);
    // (B * total - bad) / (1 - B): 750 / 0.999.
    expect(budget.tolerableFailures).toBeCloseTo(750.75075075, 6);
  });

  it('tolerates exactly as many failures as keep the target', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.nat(1000),
        fc.constantFrom('0.9', '0.99', '0.999', '0.5'),
        (total, errors, target) => {
          const bad = Math.min(errors, total * (1 - Number(target)));
          const figures = sliFigures(tally({ total, bad }), 'Occurrences');
          const x = errorBudget(figures, context({ target }))
            .tolerableFailures!;
          const sli = 1 - (bad + x) / (total + x);
          expect(sli).toBeCloseTo(Number(target), 9);
        },
      ),
    );
  });

  it('is not clamped: overspent is negative', () => {
    const figures = sliFigures(tally({ total: 1000, bad: 3 }), 'Occurrences');
    const budget = errorBudget(figures, context());
    expect(budget.consumed).toBeCloseTo(3, 12);
    expect(budget.remaining).toBeCloseTo(-2, 12);
    expect(budget.amount.left).toBeCloseTo(-2, 12);
    expect(budget.tolerableFailures).toBeLessThan(0);
  });

  it('of rolling time slices counts what was counted', () => {
    const figures = sliFigures(
      tally({ rated: 40_000, badSlices: 10 }),
      'Timeslices',
    );
    const budget = errorBudget(figures, context({ sliceSeconds: 60 }));
    expect(budget).toMatchObject({
      basis: 'window',
      consumed: 0.25,
      amount: { allowed: 40, spent: 10, left: 30 },
      time: { allowed: 2400, spent: 600, left: 1800 },
    });
  });

  it('of calendar time slices is fixed from the first day (99.95 % of a week: 5 min 2.4 s)', () => {
    const figures = sliFigures(
      tally({ rated: 2880, badSlices: 1 }),
      'Timeslices',
    );
    const budget = errorBudget(
      figures,
      context({ target: '0.9995', window: WEEK, sliceSeconds: 60 }),
    );
    expect(budget.basis).toBe('period');
    expect(budget.amount.allowed).toBe(5.04);
    expect(budget.time).toEqual({
      allowed: 302.4,
      spent: 60,
      left: 242.39999999999998,
    });
    expect(budget.consumed).toBeCloseTo(60 / 302.4, 12);
  });

  it('shrinks with exclusions where it is fixed', () => {
    const figures = sliFigures(
      tally({ rated: 2880, badSlices: 0 }),
      'RatioTimeslices',
    );
    const budget = errorBudget(
      figures,
      context({
        target: '0.99',
        window: WEEK,
        sliceSeconds: 60,
        excludedSlices: 80,
      }),
    );
    expect(budget.amount.allowed).toBe(100); // 1 % of 10,080 - 80 minutes
  });

  it('of calendar events is to date, or estimated and says so', () => {
    const figures = sliFigures(tally({ total: 2_000, bad: 1 }), 'Occurrences');
    const toDate = errorBudget(figures, context({ window: WEEK }));
    expect(toDate).toMatchObject({
      basis: 'to-date',
      estimated: false,
      consumed: 0.5,
    });
    const estimated = errorBudget(
      figures,
      context({ window: WEEK, calendarBasis: 'estimated' }),
    );
    // Two of seven days: 7,000 events are expected, 7 may be bad.
    expect(estimated).toMatchObject({ basis: 'estimated', estimated: true });
    expect(estimated.amount.allowed).toBeCloseTo(7, 12);
    expect(estimated.consumed).toBeCloseTo(1 / 7, 12);
  });

  it('has no share of nothing', () => {
    for (const method of BUDGETING_METHODS) {
      const budget = errorBudget(sliFigures(EMPTY_TALLY, method), context());
      expect(isExhausted(budget)).toBe(false);
      expect(budget).not.toHaveProperty('consumed');
      expect(budget).not.toHaveProperty('remaining');
      expect(Number.isNaN(budget.amount.left)).toBe(false);
    }
  });

  it('knows the target 0, which allows everything', () => {
    const figures = sliFigures(tally({ total: 10, bad: 10 }), 'Occurrences');
    const budget = errorBudget(figures, context({ target: '0' }));
    expect(budget).toMatchObject({ share: '1', consumed: 1, remaining: 0 });
    expect(isExhausted(budget)).toBe(true);
    expect(budget).not.toHaveProperty('tolerableFailures');
  });

  it('always has consumed + remaining = 1 and spent + left = allowed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BUDGETING_METHODS),
        fc.constantFrom(MONTH, WEEK),
        fc.constantFrom('to-date' as const, 'estimated' as const),
        fc.integer({ min: 0, max: 99_999 }),
        fc.double({ min: 0.001, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (method, window, calendarBasis, target, total, badShare) => {
          const bad = total * badShare;
          const parts = {
            total,
            bad,
            rated: total,
            badSlices: bad,
            badRatioSum: bad,
          };
          const budget = errorBudget(
            sliFigures(tally(parts), method),
            context({
              window,
              calendarBasis,
              target: `0.${String(target).padStart(5, '0')}`,
            }),
          );
          const slack = 1e-9 * Math.max(1, budget.consumed!);
          expect(
            Math.abs(budget.consumed! + budget.remaining! - 1),
          ).toBeLessThan(slack);
          for (const { allowed, spent, left } of [budget.amount, budget.time]) {
            expect(Math.abs(spent + left - allowed)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, spent, allowed),
            );
          }
        },
      ),
    );
  });
});

describe('shareOfBudget', () => {
  it('tells what a part of the window cost', () => {
    const whole = sliFigures(
      tally({ total: 1_000_000, bad: 250 }),
      'Occurrences',
    );
    const release = sliFigures(
      tally({ total: 5_000, bad: 110 }),
      'Occurrences',
    );
    const budget = errorBudget(whole, context());
    expect(shareOfBudget(release, budget)).toBeCloseTo(0.11, 12);
    const empty = errorBudget(
      sliFigures(EMPTY_TALLY, 'Occurrences'),
      context(),
    );
    expect(shareOfBudget(release, empty)).toBeUndefined();
  });
});

describe('slicesBetween', () => {
  it.each([
    ['2026-05-04T00:00:00Z', '2026-05-11T00:00:00Z', 60, 10_080],
    ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z', 300, 23 * 12],
    ['2026-05-04T00:02:00Z', '2026-05-04T00:12:00Z', 300, 2], // 00:05 and 00:10
  ])('%s to %s in %d s: %d', (from, to, seconds, count) => {
    expect(slicesBetween(new Date(from), new Date(to), seconds)).toBe(count);
  });
});
