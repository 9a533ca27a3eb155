import fc from 'fast-check';
import { BACKLOG_THRESHOLD, queueDepth } from './backlogs';
import { findDatabase } from './databases';
import { latestRestorableTime } from './recovery';
import { snapshotsAt } from './snapshots';
import { DAY, HOUR, MINUTE } from './time';
import { World } from './world';
import { createWorldSeries } from './worldSeries';

/** What the untouched demo promises to show at any moment, whatever day it is started. */
describe('the baseline story', () => {
  const world = new World('opsdeck');
  const anyMoment = fc.integer({
    min: Date.UTC(2020, 0, 1),
    max: Date.UTC(2060, 0, 1),
  });
  const always = (claim: (tMs: number) => void) =>
    fc.assert(fc.property(anyMoment, claim), { numRuns: 200 });
  const exposure = (name: string, tMs: number) =>
    tMs - latestRestorableTime(world, findDatabase(name)!, tMs)!;

  it('meets the recovery point objectives of three databases', () => {
    always(tMs => {
      expect(exposure('hopngo-db', tMs)).toBeLessThan(5 * MINUTE);
      expect(exposure('saas-platform-db', tMs)).toBeLessThan(15 * MINUTE);
      expect(exposure('catalogue-db', tMs)).toBeLessThan(HOUR);
    });
  });

  it('breaches the five minutes of markethub-db, whose archiver stalls', () => {
    always(tMs => {
      const age = exposure('markethub-db', tMs);
      expect(age).toBeGreaterThanOrEqual(47 * MINUTE);
      expect(age).toBeLessThanOrEqual(6 * HOUR + 47 * MINUTE + 1_000);
    });
  });

  it('puts the 24 hours of boat-listings-db at risk: one snapshot a night and no point-in-time recovery', () => {
    const boats = findDatabase('boat-listings-db')!;
    always(tMs => {
      expect(latestRestorableTime(world, boats, tMs)).toBeUndefined();
      const newest = snapshotsAt(world, boats, tMs).find(
        ({ status }) => status === 'available',
      )!;
      expect(tMs - newest.databaseTime).toBeLessThan(DAY + 30 * MINUTE);
    });
  });

  it('has spent half of the 99.9 % budget of the catalogue pipeline in 30 days', () => {
    const all = createWorldSeries(world).select([
      { name: '__name__', op: '=', value: 'http_requests_total' },
      { name: 'service', op: '=', value: 'catalogue-pipeline' },
      { name: 'environment', op: '=', value: 'production' },
    ]);
    const sum = (codes: RegExp, tMs: number) =>
      all
        .filter(({ labels }) => codes.test(labels.code))
        .reduce((total, { valueAt }) => total + valueAt(tMs)!, 0);
    always(tMs => {
      const from = tMs - 30 * DAY;
      const failed = sum(/^5/, tMs) - sum(/^5/, from);
      const requests = sum(/./, tMs) - sum(/./, from);
      expect(failed / requests / 0.001).toBeGreaterThan(0.5);
    });
  });

  it('has a job queue over its threshold', () => {
    always(tMs => {
      const depths = ['translation', 'import', 'image'].map(queue =>
        queueDepth(world.seed, queue, tMs),
      );
      expect(Math.max(...depths)).toBeGreaterThan(BACKLOG_THRESHOLD);
      expect(Math.min(...depths)).toBeLessThan(BACKLOG_THRESHOLD);
    });
  });
});
