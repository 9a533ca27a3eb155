import { burnRate, burnTierState, burnTiers } from './burnRate';
import { SliFigures, sliFigures } from './sli';
import { EMPTY_TALLY } from './tally';

const DAY = 86_400;

function errors(bad: number, total: number): SliFigures {
  return sliFigures({ ...EMPTY_TALLY, bad, total }, 'Occurrences');
}

describe('burnTiers', () => {
  it.each([
    // SRE Workbook chapter 5 (30 days); Sloth (28 days).
    [30, [14.4, 6, 3, 1]],
    [28, [13.44, 5.6, 2.8, 0.9333333333333333]],
    [7, [3.36, 1.4, 0.7, 0.23333333333333334]],
    // Longer windows than the SLO's own say nothing.
    [1, [0.48, 0.2]],
  ])('for %d days have the factors %j', (days, factors) => {
    expect(burnTiers('0.999', days * DAY).map(t => t.factor)).toEqual(factors);
  });

  it('look at 1 h/5 m, 6 h/30 m, 1 d/2 h and 3 d/6 h for 2, 5, 10 and 10 % of the budget', () => {
    const tiers = burnTiers('0.999', 30 * DAY);
    expect(
      tiers.map(t => [
        t.severity,
        t.longSeconds / 60,
        t.shortSeconds / 60,
        t.budgetShare,
      ]),
    ).toEqual([
      ['page', 60, 5, 0.02],
      ['page', 360, 30, 0.05],
      ['ticket', 1440, 120, 0.1],
      ['ticket', 4320, 360, 0.1],
    ]);
  });

  it('say when a low target can never burn that fast', () => {
    const reachable = (target: string) =>
      burnTiers(target, 30 * DAY).map(t => t.reachable);
    expect(reachable('0.999')).toEqual([true, true, true, true]);
    expect(reachable('0.9')).toEqual([false, true, true, true]);
    expect(reachable('0.5')).toEqual([false, false, false, true]);
  });
});

describe('burnRate', () => {
  it('is 1 where the target is met exactly', () => {
    expect(burnRate(errors(1, 1000), '0.999')).toBe(1);
    expect(burnRate(errors(0, 1000), '0.999')).toBe(0);
    expect(burnRate(errors(0, 0), '0.999')).toBeUndefined();
  });
});

describe('burnTierState', () => {
  const [pageFast] = burnTiers('0.999', 30 * DAY);

  it.each<[string, SliFigures, SliFigures, boolean]>([
    ['both above', errors(15, 1000), errors(15, 1000), true],
    ['only the long window above', errors(15, 1000), errors(14, 1000), false],
    ['only the short window above', errors(14, 1000), errors(15, 1000), false],
    // Strictly above: 14.4 is not enough, however the last digits fall.
    [
      'both exactly at the factor',
      errors(144, 10_000),
      errors(144, 10_000),
      false,
    ],
    ['just above', errors(144.001, 10_000), errors(144.001, 10_000), true],
    ['no events in the short window', errors(15, 1000), errors(0, 0), false],
    ['no events at all', errors(0, 0), errors(0, 0), false],
  ])('%s', (_, long, short, firing) => {
    expect(burnTierState(pageFast, long, short, '0.999').firing).toBe(firing);
  });

  it('shows burn rates, and none where nothing was counted', () => {
    const state = burnTierState(
      pageFast,
      errors(15, 1000),
      errors(0, 0),
      '0.999',
    );
    expect(state.longBurn).toBeCloseTo(15, 12);
    expect(state).not.toHaveProperty('shortBurn');
  });
});
