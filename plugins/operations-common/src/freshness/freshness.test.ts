import { Freshness, isStale, staleAt } from './freshness';

const base: Freshness = {
  sourceId: 'aws-rds',
  sourceTitle: 'Amazon RDS',
  scopeId: '111122223333/eu-west-1',
  scopeTitle: 'production eu-west-1',
  cadence: 'PT5M',
  lastSuccessAt: '2026-11-20T10:00:00.000Z',
  lastAttemptAt: '2026-11-20T10:00:00.000Z',
  nextRunAt: '2026-11-20T10:05:00.000Z',
  failure: null,
};

describe('freshness', () => {
  it('turns stale after two cadences', () => {
    expect(staleAt(base)).toEqual(new Date('2026-11-20T10:10:00Z'));
    expect(isStale(base, new Date('2026-11-20T10:09:59.999Z'))).toBe(false);
    expect(isStale(base, new Date('2026-11-20T10:10:00Z'))).toBe(true);
  });

  it('counts a scope that was never read as stale', () => {
    const never = { ...base, lastSuccessAt: null };
    expect(staleAt(never)).toBeUndefined();
    expect(isStale(never, new Date(0))).toBe(true);
  });

  it('is never late where nobody expects anything by a time', () => {
    const unasked = { ...base, cadence: null };
    expect(staleAt(unasked)).toBeUndefined();
    expect(isStale(unasked, new Date('2036-11-20T10:00:00Z'))).toBe(false);
    expect(isStale({ ...unasked, lastSuccessAt: null }, new Date(0))).toBe(
      true,
    );
  });
});
