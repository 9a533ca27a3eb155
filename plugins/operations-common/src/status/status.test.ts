import { EntityStatus, statusAt } from './status';

const status: EntityStatus = {
  entityRef: 'component:default/hopngo',
  capability: 'backups',
  verdict: 'met',
  headline: 'would lose 2 min (allowed 5 min)',
  since: '2026-11-20T08:00:00.000Z',
  evaluatedAt: '2026-11-20T10:00:00.000Z',
  validUntil: '2026-11-20T10:15:00.000Z',
  nextChangeAt: null,
  sequence: 7,
};

describe('statusAt', () => {
  it('believes a status until its end', () => {
    expect(statusAt(status, new Date('2026-11-20T10:14:59.999Z'))).toBe(status);
  });

  it('answers unknown from then on', () => {
    const late = statusAt(status, new Date('2026-11-20T10:15:00Z'));
    expect(late.verdict).toBe('unknown');
    expect(late.since).toBe(status.validUntil);
  });

  it('keeps "nothing declared" as it is', () => {
    const none = { ...status, verdict: null };
    expect(statusAt(none, new Date('2030-01-01'))).toBe(none);
  });
});
