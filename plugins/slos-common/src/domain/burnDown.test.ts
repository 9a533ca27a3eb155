import fc from 'fast-check';
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
import { budgetCourse } from './burnDown';
import { SloTerms } from './terms';

const courseOf = (
  slices: readonly TestSlice[],
  options: { from?: Date; maxPoints?: number; terms?: SloTerms } = {},
) =>
  budgetCourse(
    {
      terms: options.terms ?? ROLLING,
      series: seriesEndingAt(NOW, slices),
      readThrough: NOW,
      now: NOW,
    },
    { maxPoints: options.maxPoints ?? 500, from: options.from },
  );

describe('budgetCourse', () => {
  it('falls where the errors were and ends at what is left', () => {
    // A budget of 864 failures, of which 432 happened two days ago.
    const course = courseOf(monthWith(...outage(2 * DAY, 432)));
    const points = course?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(500);
    expect(points[0].remaining).toBe(1);
    expect(points.at(-1)?.remaining).toBeCloseTo(0.5, 12);
    const fall = points.findIndex(({ remaining = 1 }) => remaining < 1);
    expect(points[fall].at.getTime()).toBeGreaterThanOrEqual(
      NOW.getTime() - 2 * 86_400_000,
    );
  });

  it('counts what lies before the part that is shown', () => {
    const slices = monthWith(...outage(2 * DAY, 432));
    const from = new Date(NOW.getTime() - 3_600_000);
    const course = courseOf(slices, { from });
    expect(course?.from).toEqual(from);
    expect(course?.points).toHaveLength(12);
    expect(course?.points[0].remaining).toBeCloseTo(0.5, 12);
  });

  it('begins with the first known figures', () => {
    const slices = [
      ...repeat(MONTH / 2, null),
      ...repeat(MONTH / 2, [100, 100] as const),
    ];
    const points = courseOf(slices)?.points ?? [];
    expect(points[0]).toMatchObject({ bad: 0, total: 0 });
    expect(points[0]).not.toHaveProperty('sli');
    expect(points[0]).not.toHaveProperty('remaining');
    expect(points.at(-1)).toMatchObject({ sli: 1, remaining: 1 });
  });

  it('has nothing to show before the first period', () => {
    const terms: SloTerms = {
      ...MONTHLY,
      window: {
        type: 'calendar',
        duration: 'P1M',
        startTime: '2027-01-01T00:00:00',
        timeZone: 'UTC',
      },
    };
    expect(courseOf(repeat(10, [1, 1]), { terms })).toBeUndefined();
  });

  it('ends where the evaluation ends, however many points it has', () => {
    const slice = fc.oneof(
      fc.constant(null),
      fc
        .tuple(fc.nat(100), fc.nat(100))
        .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    );
    fc.assert(
      fc.property(
        fc.array(slice, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 600 }),
        (slices, maxPoints) => {
          const course = courseOf(slices, { maxPoints });
          const { budget } = evaluate(slices);
          const last = course?.points.at(-1);
          expect(course?.points.length).toBeLessThanOrEqual(maxPoints);
          expect(last?.at).toEqual(NOW);
          const left = budget?.remaining ?? NaN;
          const gap = Math.abs((last?.remaining ?? NaN) - left);
          // Both unknown, or both the same but for what adding up doubles leaves.
          expect(Number.isNaN(gap)).toBe(Number.isNaN(left));
          expect(gap || 0).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

/** Total failures of single slices, one after the other. */
function outage(at: number, bad: number) {
  return Array.from({ length: Math.ceil(bad / 100) }, (_, i) => ({
    at: at - i,
    bad: Math.min(100, bad - i * 100),
  }));
}
