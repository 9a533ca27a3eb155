import fc from 'fast-check';
import { CallBudget, rateBudgetOf } from './CallBudget';

const T0 = Date.parse('2026-11-20T10:00:00.000Z');
const at = (seconds: number) => new Date(T0 + seconds * 1_000);
const limit = { capacity: 2, refillPerSecond: 0.5 };

describe('CallBudget', () => {
  it('lets everything pass without a limit', () => {
    const budget = new CallBudget(undefined, {}, at(0));
    expect(budget.spend(at(0))).toEqual(at(0));
    expect(rateBudgetOf(undefined, budget.state(), at(0))).toBeNull();
  });

  it('lets a full bucket pass at once, then one call per refill', () => {
    const budget = new CallBudget(limit, {}, at(0));
    const times = [0, 0, 0, 0].map(() => budget.spend(at(0)));
    expect(times).toEqual([at(0), at(0), at(2), at(4)]);
    expect(budget.spend(at(6))).toEqual(at(6));
  });

  it('gives back a call that was not made', () => {
    const budget = new CallBudget({ ...limit, capacity: 1 }, {}, at(0));
    budget.spend(at(0));
    expect(budget.spend(at(0))).toEqual(at(2));
    budget.giveBack();
    expect(budget.spend(at(0))).toEqual(at(2));
  });

  it('goes on where the last run ended', () => {
    const before = new CallBudget(limit, {}, at(0));
    for (let i = 0; i < 3; i++) before.spend(at(0));
    const after = new CallBudget(limit, before.state(), at(1));
    expect(after.spend(at(1))).toEqual(at(4));
  });

  it('waits for the renewal when the provider says that nothing is left', () => {
    const budget = new CallBudget(undefined, {}, at(0));
    budget.observe({ limit: 60, remaining: 1, resetsAt: at(90) }, at(0));
    expect(budget.spend(at(0))).toEqual(at(0));
    expect(budget.spend(at(1))).toEqual(at(90));
    expect(rateBudgetOf(undefined, budget.state(), at(0))).toEqual({
      toldBy: 'provider',
      limit: 60,
      remaining: 0,
      resetsAt: at(90).toISOString(),
      observedAt: at(0).toISOString(),
    });
    expect(budget.spend(at(90))).toEqual(at(90));
    expect(rateBudgetOf(undefined, budget.state(), at(0))).toBeNull();
  });

  it('does not wait for a renewal that nobody dates', () => {
    const budget = new CallBudget(undefined, {}, at(0));
    budget.observe({ remaining: 0 }, at(0));
    expect(budget.spend(at(0))).toEqual(at(0));
  });

  it('tells its own limit where the provider tells none', () => {
    const budget = new CallBudget(limit, {}, at(0));
    budget.spend(at(0));
    expect(rateBudgetOf(limit, budget.state(), at(0))).toEqual({
      toldBy: 'source',
      limit: 2,
      remaining: 1,
      resetsAt: at(2).toISOString(),
      observedAt: at(0).toISOString(),
    });
  });

  it.each([
    ['an hour back', -3_600],
    ['an hour ahead', 3_600],
  ])('a clock set %s neither blocks nor multiplies calls', (_what, step) => {
    const budget = new CallBudget(limit, {}, at(0));
    budget.observe({ remaining: 0, resetsAt: at(60) }, at(0));
    budget.spend(at(0));
    const now = at(step);
    const times = [1, 2, 3, 4].map(() => budget.spend(now).getTime());
    expect(times.filter(time => time === now.getTime()).length).toBeLessThan(3);
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime() + 8_000);
  });

  it('never lets more calls pass than capacity and refill allow, and never stops', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), {
          minLength: 1,
          maxLength: 60,
        }),
        (capacity, perSecond, gapsMs) => {
          const rate = { capacity, refillPerSecond: perSecond };
          let budget = new CallBudget(rate, {}, at(0));
          let now = T0;
          const made: number[] = [];
          for (const gap of gapsMs) {
            now += gap;
            const goes = budget.spend(new Date(now)).getTime();
            now = goes;
            made.push(goes);
            // Another run may take over after any call.
            budget = new CallBudget(rate, budget.state(), new Date(now));
          }
          made.forEach((time, i) => {
            const allowed = capacity + ((time - T0) / 1_000) * perSecond;
            expect(i + 1).toBeLessThanOrEqual(allowed + 1e-6);
          });
        },
      ),
    );
  });
});
