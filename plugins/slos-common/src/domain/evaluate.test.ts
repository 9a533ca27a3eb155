import { SliceFlag } from '../ledger';
import { evaluateSlo } from './evaluate';
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

describe('evaluateSlo: verdicts', () => {
  it('met', () => {
    // 864 bad events are allowed; 90 went ten days ago.
    const result = evaluate(monthWith({ at: 10 * DAY, bad: 90 }));
    expect(result.assessment).toEqual({
      verdict: 'met',
      reason:
        '99.989 % good, 99.9 % promised; 89.58 % of the error budget is left',
      observed: '99.989 %',
      threshold: '99.9 %',
      nextChangeAt: '2026-05-04T12:15:00.000Z',
    });
    expect(result).toMatchObject({
      method: 'Occurrences',
      coverage: 1,
      data: { state: 'sufficient' },
      forecast: { outcome: 'not-before-window-end', basis: 'last-6h' },
      figures: { bad: 90, total: 864_000 },
    });
  });

  it('breached when nothing is left of the budget', () => {
    const bad = Array.from({ length: 12 }, (_, i) => ({
      at: 3000 + i,
      bad: 80,
    }));
    const result = evaluate(monthWith(...bad));
    expect(result.budget?.remaining).toBeCloseTo(-0.1111, 4);
    expect(result.forecast?.outcome).toBe('exhausted');
    expect(result.assessment).toMatchObject({
      verdict: 'breached',
      reason:
        'The error budget is exhausted: 111.11 % of it is spent; 99.88 % good, 99.9 % promised',
    });
  });

  it('breached when exactly nothing is left', () => {
    const bad = Array.from({ length: 9 }, (_, i) => ({
      at: 3000 + i,
      bad: 96,
    }));
    const result = evaluate(monthWith(...bad));
    expect(result.budget?.consumed).toBeCloseTo(1, 12);
    expect(result.assessment.verdict).toBe('breached');
  });

  it('at risk when both windows of a tier burn too fast', () => {
    const lastHour = Array.from({ length: 12 }, (_, i) => ({
      at: i + 1,
      bad: 2,
    }));
    const result = evaluate(monthWith(...lastHour));
    const [pageFast] = result.tiers;
    expect(pageFast).toMatchObject({ id: 'page-fast', firing: true });
    expect(pageFast.longBurn).toBeCloseTo(20, 9);
    expect(result.assessment).toMatchObject({
      verdict: 'at-risk',
      reason:
        'The error budget burns 20× over 1 h and 20× over 5 min; above 14.4× a page alert is due',
    });
  });

  it('not at risk by a tier whose short window is calm again', () => {
    const earlier = Array.from({ length: 10 }, (_, i) => ({
      at: i + 3,
      bad: 2,
    }));
    const result = evaluate(monthWith(...earlier));
    expect(result.tiers[0]).toMatchObject({ firing: false, shortBurn: 0 });
  });

  it('at risk when the forecast sees the budget gone within the window', () => {
    // Half the budget is spent; the last hours burn at 2.7 times the sustainable rate.
    const slices = monthWith(
      ...Array.from({ length: 5 }, (_, i) => ({ at: 2000 + i, bad: 86 })),
      ...Array.from({ length: 20 }, (_, i) => ({ at: 72 - i * 3, bad: 1 })),
    );
    const result = evaluate(slices);
    expect(result.tiers.some(tier => tier.firing)).toBe(false);
    expect(result.forecast?.outcome).toBe('exhausts');
    expect(result.assessment.verdict).toBe('at-risk');
    expect(result.assessment.reason).toMatch(
      /^At the rate of the last 6 h the error budget is exhausted at 2026-05-\d\d \d\d:\d\d UTC$/,
    );
  });
});

describe('evaluateSlo: unknown, never green', () => {
  const fine = repeat(MONTH, [100, 100]);

  it('when the newest data is too old', () => {
    const stale = evaluate([...fine.slice(0, -9), ...repeat(9, null)]);
    expect(stale.dataThrough).toEqual(new Date('2026-05-04T11:15:00Z'));
    expect(stale.assessment).toEqual({
      verdict: 'unknown',
      reason:
        'The newest data is 45 min old; after 15 min nothing can be said about now',
      observed: '100 %',
      threshold: '99.9 %',
    });
  });

  it('when nothing has been read since', () => {
    const result = evaluate(
      fine,
      ROLLING,
      {},
      { now: new Date('2026-05-04T12:15:01Z') },
    );
    expect(result.window?.to).toEqual(NOW);
    expect(result.assessment.verdict).toBe('unknown');
    const justInTime = evaluate(
      fine,
      ROLLING,
      {},
      { now: new Date('2026-05-04T12:15:00Z') },
    );
    expect(justInTime.assessment.verdict).toBe('met');
  });

  it('also where absent data has a meaning, once nothing is read any more', () => {
    const now = new Date('2026-05-04T13:00:00Z');
    const result = evaluate(fine, ROLLING, { noData: 'good' }, { now });
    expect(result.assessment.verdict).toBe('unknown');
  });

  it('also when the budget is exhausted by what is known', () => {
    const slices = [...repeat(MONTH - 9, [0, 100]), ...repeat(9, null)];
    expect(evaluate(slices as TestSlice[]).assessment.verdict).toBe('unknown');
  });

  it('when no data has ever been read', () => {
    expect(evaluate(repeat(MONTH, null)).assessment).toMatchObject({
      verdict: 'unknown',
      reason: 'No data has been read yet',
    });
    expect(evaluate([]).assessment.verdict).toBe('unknown');
  });

  it('when too little of the window is known', () => {
    const result = evaluate([
      ...repeat(MONTH - 3000, null),
      ...repeat(3000, [100, 100]),
    ]);
    expect(result.data).toMatchObject({ state: 'low-coverage' });
    expect(result.assessment).toMatchObject({
      verdict: 'unknown',
      reason:
        'Insufficient data: 34.72 % of the window is measured, 50 % is needed',
    });
    const series = seriesEndingAt(NOW, repeat(3000, [100, 100]));
    const shorter = evaluateSlo({
      terms: ROLLING,
      series,
      readThrough: NOW,
      now: NOW,
    });
    expect(shorter.coverage).toBe(result.coverage);
  });

  it('when nothing happened in the window', () => {
    expect(evaluate(repeat(MONTH, [0, 0])).assessment).toEqual({
      verdict: 'unknown',
      reason: 'Insufficient data: nothing was counted in the window',
      threshold: '99.9 %',
      nextChangeAt: '2026-05-04T12:15:00.000Z',
    });
  });

  it('when fewer events were counted than are wanted', () => {
    const slices = [...repeat(MONTH - 1, [0, 0] as const), [3, 3] as const];
    const result = evaluate(slices, ROLLING, { minimumEvents: 10 });
    expect(result.assessment.reason).toBe(
      'Insufficient data: 3 counted in the window, 10 needed',
    );
  });

  it('before a calendar window begins', () => {
    const terms: SloTerms = {
      ...MONTHLY,
      window: {
        type: 'calendar',
        duration: 'P1M',
        startTime: '2026-06-01T00:00:00',
        timeZone: 'UTC',
      },
    };
    const result = evaluate(fine, terms);
    expect(result).not.toHaveProperty('window');
    expect(result.assessment).toEqual({
      verdict: 'unknown',
      reason: 'The first window begins at 2026-06-01 00:00 UTC',
      threshold: '99 %',
      nextChangeAt: '2026-06-01T00:00:00.000Z',
    });
  });

  it('when everything is excluded', () => {
    const series = seriesEndingAt(NOW, fine);
    series.flags.fill(SliceFlag.Excluded);
    const result = evaluateSlo({
      terms: ROLLING,
      series,
      readThrough: NOW,
      now: NOW,
    });
    expect(result.assessment.verdict).toBe('unknown');
  });
});
