import fc from 'fast-check';
import { DATABASES, findDatabase } from './databases';
import { ScenarioLog } from './scenarios';
import { snapshotsAt } from './snapshots';
import { DAY, HOUR, MINUTE, WEEK } from './time';
import { World } from './world';

const NOW = Date.UTC(2026, 10, 18, 12);
const HOPNGO = findDatabase('hopngo-db')!;
const SAAS = findDatabase('saas-platform-db')!;
const CATALOGUE = findDatabase('catalogue-db')!;

describe('snapshotsAt', () => {
  const world = new World('test');

  it('knows nothing of the future and names nothing twice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DATABASES),
        fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2080, 0, 1) }),
        (database, tMs) => {
          const snapshots = snapshotsAt(world, database, tMs);
          const names = snapshots.map(({ id, region }) => `${region}/${id}`);
          expect(new Set(names).size).toBe(names.length);
          for (const snapshot of snapshots) {
            expect(snapshot.createTime).toBeLessThanOrEqual(tMs);
            expect(snapshot.databaseTime).toBeLessThanOrEqual(tMs);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps one automated snapshot for each day of the retention, made in the backup window', () => {
    const snapshots = snapshotsAt(world, HOPNGO, NOW);
    expect(snapshots).toHaveLength(7);
    snapshots.forEach(({ id, createTime, status }, index) => {
      const midnight = NOW - 12 * HOUR - index * DAY;
      expect(createTime).toBeGreaterThanOrEqual(midnight + 4.5 * HOUR);
      expect(createTime).toBeLessThan(midnight + 5 * HOUR);
      expect(id).toMatch(/^rds:hopngo-db-2026-11-\d\d-04-\d\d$/);
      expect(status).toBe('available');
    });
  });

  it('shows a snapshot while it is being made', () => {
    const { createTime } = snapshotsAt(world, HOPNGO, NOW)[0];
    const [newest] = snapshotsAt(world, HOPNGO, createTime + 2 * MINUTE);
    expect(newest).toMatchObject({ createTime, status: 'creating' });
    expect(newest.percentProgress).toBeGreaterThan(0);
    expect(newest.percentProgress).toBeLessThan(100);
  });

  it('keeps weeks, months and years apart, with a gap in the weeks', () => {
    const kept = (label: string) =>
      snapshotsAt(world, SAAS, NOW).filter(({ id }) => id.includes(label));
    expect(kept('weekly').length).toBeGreaterThanOrEqual(10);
    expect(kept('weekly').length).toBeLessThan(12);
    expect(kept('monthly')).toHaveLength(12);
    expect(kept('yearly')).toHaveLength(7);
  });

  it('gives a copy its own creation time and the data time of its original', () => {
    const copies = snapshotsAt(world, CATALOGUE, NOW).filter(
      ({ copyOf }) => copyOf,
    );
    expect(copies).toHaveLength(52);
    for (const copy of copies) {
      const original = copy.copyOf!;
      expect(copy.region).toBe('eu-central-1');
      expect(copy.databaseTime).toBe(original.databaseTime);
      expect(copy.createTime).toBeGreaterThan(original.createTime);
    }
    expect(NOW - copies.at(-1)!.createTime).toBeGreaterThan(50 * WEEK);
  });

  it('fails what is attempted while failed backups are switched on', () => {
    const log = new ScenarioLog();
    const switched = new World('test', log);
    log.turn('failed-backup', 'hopngo-db', true, NOW);
    log.turn('failed-backup', 'hopngo-db', false, NOW + DAY);
    const at = (tMs: number) => snapshotsAt(switched, HOPNGO, tMs)[0];
    expect(at(NOW + MINUTE)).toMatchObject({
      id: 'hopngo-db-on-demand-20261118-1200',
      status: 'creating',
    });
    expect(at(NOW + 3 * MINUTE)).toMatchObject({ status: 'failed' });
    expect(at(NOW + 20 * HOUR)).toMatchObject({
      type: 'automated',
      status: 'failed',
    });
    expect(at(NOW + 44 * HOUR)).toMatchObject({ status: 'available' });
  });
});
