import fc from 'fast-check';
import { VERDICTS } from '../verdict';
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

  it('does not believe a status from the future, but for a small difference of clocks', () => {
    expect(statusAt(status, new Date('2026-11-20T09:55:00.000Z'))).toBe(status);
    const now = new Date('2026-11-20T09:54:59.999Z');
    expect(statusAt(status, now)).toMatchObject({
      verdict: 'unknown',
      since: now.toISOString(),
    });
  });

  it('never makes a verdict better, and what has expired never recovers by itself', () => {
    const instant = fc.date({
      min: new Date('2026-11-20T00:00:00Z'),
      max: new Date('2026-11-21T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...VERDICTS),
        instant,
        instant,
        (verdict, now, later) => {
          const at = statusAt({ ...status, verdict }, now);
          const expired = now.toISOString() >= status.validUntil;
          expect(expired ? ['unknown'] : [verdict, 'unknown']).toContain(
            at.verdict,
          );
          const stays = expired && later > now ? later : now;
          expect(statusAt({ ...status, verdict }, stays)).toEqual(at);
          // Read twice it is the same as read once.
          expect(statusAt(at, now)).toEqual(at);
        },
      ),
      { numRuns: 500 },
    );
  });
});
