import fc from 'fast-check';
import { DATABASES, findDatabase } from './databases';
import { latestRestorableTime, replicatedTime } from './recovery';
import { ScenarioLog } from './scenarios';
import { HOUR, MINUTE } from './time';
import { World } from './world';

const NOW = Date.UTC(2026, 10, 18, 12);
const HOPNGO = findDatabase('hopngo-db')!;
const MARKETHUB = findDatabase('markethub-db')!;

describe('latestRestorableTime', () => {
  const protectedOnes = DATABASES.filter(db => db.backupRetentionPeriod > 0);

  it('lies in the past and never goes back', () => {
    const world = new World('test');
    fc.assert(
      fc.property(
        fc.constantFrom(...protectedOnes),
        fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2080, 0, 1) }),
        fc.integer({ min: 0, max: 24 * HOUR }),
        (database, tMs, step) => {
          const latest = latestRestorableTime(world, database, tMs)!;
          const later = latestRestorableTime(world, database, tMs + step)!;
          expect(latest).toBeLessThan(tMs);
          expect(later).toBeGreaterThanOrEqual(latest);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('stands still while it is switched so', () => {
    const log = new ScenarioLog();
    const world = new World('test', log);
    const at = (tMs: number) => latestRestorableTime(world, HOPNGO, tMs)!;
    const before = at(NOW);
    log.turn('pitr-stopped', 'hopngo-db', true, NOW);
    expect(at(NOW + 3 * HOUR)).toBe(before);
    log.turn('pitr-stopped', 'hopngo-db', false, NOW + 3 * HOUR);
    expect(NOW + 4 * HOUR - at(NOW + 4 * HOUR)).toBeLessThan(5 * MINUTE);
    expect(at(NOW + 2 * HOUR)).toBe(before);
  });

  it('is healed for the database of the baseline story by switching it off', () => {
    const log = new ScenarioLog();
    const world = new World('test', log);
    const age = (tMs: number) =>
      tMs - latestRestorableTime(world, MARKETHUB, tMs)!;
    expect(age(NOW)).toBeGreaterThanOrEqual(47 * MINUTE);
    log.turn('pitr-stopped', 'markethub-db', false, NOW);
    expect(age(NOW - 1)).toBeGreaterThanOrEqual(47 * MINUTE);
    expect(age(NOW)).toBeLessThan(5 * MINUTE);
    log.turn('pitr-stopped', 'markethub-db', true, NOW + HOUR);
    expect(age(NOW + 2 * HOUR)).toBeGreaterThanOrEqual(HOUR);
    expect(age(NOW + 2 * HOUR)).toBeLessThan(HOUR + 5 * MINUTE);
  });

  it('is older in the replica', () => {
    const world = new World('test');
    const original = latestRestorableTime(world, HOPNGO, NOW)!;
    expect(replicatedTime(world, HOPNGO, NOW)).toBeLessThan(original);
  });
});
