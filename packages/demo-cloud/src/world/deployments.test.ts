import fc from 'fast-check';
import { deploymentsAt } from './deployments';
import { HISTORY, MINUTE, SECOND } from './time';
import { ScenarioLog } from './scenarios';
import { Environment, Service, SERVICES } from './services';
import { World } from './world';

const instants = fc.integer({
  min: Date.UTC(2017, 0, 1),
  max: Date.UTC(2080, 0, 1),
});
const services = fc.constantFrom(...SERVICES);
const places = services.chain(service =>
  fc.record({
    service: fc.constant(service),
    environment: fc.constantFrom(...service.environments),
  }),
);

describe('deploymentsAt', () => {
  const world = new World('test');
  const at = (service: Service, environment: Environment, tMs: number) =>
    deploymentsAt(world, service, environment, tMs);

  it('tells the same story to everybody with the same seed', () => {
    const other = new World('test');
    fc.assert(
      fc.property(places, instants, ({ service, environment }, tMs) => {
        expect(deploymentsAt(other, service, environment, tMs)).toEqual(
          at(service, environment, tMs),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('tells another story for another seed', () => {
    const tMs = Date.UTC(2026, 10, 18);
    const other = deploymentsAt(
      new World('other'),
      SERVICES[0],
      'production',
      tMs,
    );
    expect(other).not.toEqual(at(SERVICES[0], 'production', tMs));
  });

  it('knows nothing of the future', () => {
    fc.assert(
      fc.property(places, instants, ({ service, environment }, tMs) => {
        const told = at(service, environment, tMs).flatMap(
          ({ started, finished = 0, supersededAt = 0 }) => [
            started,
            finished,
            supersededAt,
          ],
        );
        expect(Math.max(...told)).toBeLessThanOrEqual(tMs);
      }),
      { numRuns: 100 },
    );
  });

  it('never changes what it told before', () => {
    const later = fc.integer({ min: 0, max: HISTORY / 4 });
    fc.assert(
      fc.property(places, instants, later, (place, tMs, delta) => {
        const { service, environment } = place;
        const settled = (toldAt: number) =>
          at(service, environment, toldAt)
            .filter(({ finished = Infinity }) => finished <= tMs)
            .map(({ supersededAt, ...rest }) => rest);
        const after = settled(tMs + delta);
        expect(settled(tMs).slice(-after.length)).toEqual(after);
      }),
      { numRuns: 50 },
    );
  });

  it('goes back more than 120 days with revisions that count on', () => {
    fc.assert(
      fc.property(places, instants, ({ service, environment }, tMs) => {
        const all = at(service, environment, tMs);
        expect(all[0].started).toBeLessThan(tMs - 120 * 24 * 60 * MINUTE);
        all.forEach((deployment, index) => {
          expect(deployment.revision).toBe(all[0].revision + index);
        });
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      }),
      { numRuns: 50 },
    );
  });

  it('promotes from development over staging to production', () => {
    const tMs = Date.UTC(2026, 10, 18);
    const [hopngo] = SERVICES;
    const staging = at(hopngo, 'staging', tMs);
    const development = at(hopngo, 'development', tMs);
    const releases = at(hopngo, 'production', tMs).filter(
      ({ kind }) => kind === 'release',
    );
    for (const release of releases.slice(5)) {
      const startIn = (all: typeof staging) =>
        all.find(({ version }) => version === release.version)!.started;
      expect(startIn(staging)).toBeLessThan(release.started);
      expect(startIn(development)).toBeLessThan(startIn(staging));
    }
  });

  it('rolls one release in twelve back, 10 to 25 minutes after it was out', () => {
    fc.assert(
      fc.property(services, instants, (service, tMs) => {
        const all = at(service, 'production', tMs);
        const rollbacks = all.filter(({ kind }) => kind === 'rollback');
        const releases = all.length - rollbacks.length;
        expect(Math.abs(rollbacks.length - releases / 12)).toBeLessThan(2);
        // The history may begin with a bad release; what came before it is no longer told.
        for (const rollback of rollbacks.filter(r => all.indexOf(r) > 1)) {
          const index = all.indexOf(rollback);
          const bad = all[index - 1];
          const before = all[index - 2];
          const pause = rollback.started - bad.finished!;
          expect(rollback.reason).toContain(bad.version);
          expect(rollback.version).toBe(before.version);
          expect(pause).toBeGreaterThanOrEqual(10 * MINUTE - SECOND);
          expect(pause).toBeLessThanOrEqual(25 * MINUTE);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the development of one service ahead of production at any time', () => {
    const saas = SERVICES.find(({ name }) => name === 'saas-platform')!;
    fc.assert(
      fc.property(instants, tMs => {
        const newest = at(saas, 'development', tMs).at(-1)!.version;
        const versions = at(saas, 'production', tMs).map(d => d.version);
        expect(versions).not.toContain(newest);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a bad release that was switched on', () => {
  const on = Date.UTC(2026, 10, 18, 12);
  const off = on + 40 * MINUTE;
  const [hopngo] = SERVICES;
  const turned = new World(
    'test',
    new ScenarioLog([
      { switch: 'bad-release', target: 'hopngo', on: true, at: on },
      { switch: 'bad-release', target: 'hopngo', on: false, at: off },
    ]),
  );
  const at = (tMs: number) => deploymentsAt(turned, hopngo, 'production', tMs);

  it('leaves the past alone', () => {
    expect(at(on)).toEqual(
      deploymentsAt(new World('test'), hopngo, 'production', on),
    );
  });

  it('is rolled out at once and stays until it is switched off', () => {
    const before = at(on).at(-1)!;
    expect(at(on + 2 * MINUTE).at(-1)).toMatchObject({
      kind: 'release',
      state: 'succeeded',
      version: expect.stringMatching(/\.10$/),
    });
    expect(at(off + 2 * MINUTE).at(-1)).toMatchObject({
      kind: 'rollback',
      state: 'succeeded',
      version: before.version,
    });
  });

  it('keeps planned releases from production while it is on', () => {
    const forever = new World(
      'test',
      new ScenarioLog([
        { switch: 'bad-release', target: 'hopngo', on: true, at: on },
      ]),
    );
    const later = on + HISTORY / 20;
    const versions = deploymentsAt(forever, hopngo, 'production', later);
    expect(versions.at(-1)!.version).toMatch(/\.10$/);
    expect(
      deploymentsAt(forever, hopngo, 'staging', later).at(-1)!.version,
    ).not.toMatch(/\.10$/);
  });
});
