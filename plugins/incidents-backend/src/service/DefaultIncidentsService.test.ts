import { mockCredentials } from '@backstage/backend-test-utils';
import {
  DEFAULT_TARGETS,
  Incident,
  IncidentState,
} from '@opsdeck/backstage-plugin-incidents-common';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { buildEntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import {
  MINUTE,
  NOW,
  SHOP,
  alert,
  at,
  serviceEntity,
} from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { ID } from '../__testUtils__/incidents';
import { Workbench } from '../__testUtils__/workbench';
import { DefaultIncidentsService } from './DefaultIncidentsService';
import { TimelineBuilder } from './TimelineBuilder';
import { evaluateStatus } from './evaluateStatus';

const OLGA = 'user:default/olga';
const BEN = 'user:default/ben';
const openStores = createTestStores();

const freshness: Freshness = {
  sourceId: 'alertmanager-alerts',
  sourceTitle: 'Alertmanager',
  scopeId: 'main',
  scopeTitle: 'main',
  cadence: 'PT1M',
  lastSuccessAt: NOW.toISOString(),
  lastAttemptAt: NOW.toISOString(),
  nextRunAt: null,
  failure: null,
};

describe.each(DATABASES)('DefaultIncidentsService on %s', databaseId => {
  const entity = serviceEntity('shop');
  let stores: TestStores;
  let bench: Workbench;
  let service: DefaultIncidentsService;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    bench = new Workbench(stores);
    service = new DefaultIncidentsService({
      ...stores,
      alerts: stores.alertReader,
      statuses: stores.collection.statuses,
      freshness: { all: async () => [freshness] },
      timeline: new TimelineBuilder([]),
      targets: DEFAULT_TARGETS,
      clock: () => bench.now,
    });
  });

  const declare = () =>
    service.declare(SHOP, OLGA, { title: 'Checkout fails', severity: 'P1' });
  const go = (incident: Incident, state: IncidentState, actor = OLGA) =>
    service.changeState(incident.id, actor, {
      state,
      expectedVersion: incident.version,
    });
  const status = () =>
    evaluateStatus(SHOP, bench.now, {
      service,
      loadIndex: async () => buildEntityIndex([entity]),
    });
  const verdicts = ({ clocks }: Incident) =>
    clocks.map(({ verdict }) => verdict);
  const events = async (id: string) =>
    (await stores.reader.listEvents(id)).map(({ text }) => text);

  it('says that all is well, until the source is stale', async () => {
    const observedBy = {
      source: {
        id: 'alertmanager-alerts',
        title: 'Alertmanager',
        scopeId: 'main',
        scopeTitle: 'main',
      },
      noSource: null,
      freshness: { asOf: NOW.toISOString(), staleAt: at(2).toISOString() },
    };
    await expect(service.getOverview(entity)).resolves.toEqual({
      entityRef: SHOP,
      evaluatedAt: NOW.toISOString(),
      headline: 'Nothing is broken: no incident is open and no alert fires',
      observedBy,
      verdict: 'met',
      active: [],
      alerts: [],
      recent: [],
      sources: [freshness],
    });
    await expect(status()).resolves.toEqual({
      verdict: 'met',
      headline: 'nothing open',
      nextChangeAt: at(2),
      observedBy,
    });
    bench.now = at(2);
    await expect(status()).resolves.toMatchObject({
      verdict: 'unknown',
      headline: 'Alertmanager main is not read',
    });
  });

  it('answers null for a service that no alert source knows', async () => {
    const stranger = serviceEntity('shop');
    delete stranger.metadata.annotations;
    await expect(service.getOverview(stranger)).resolves.toMatchObject({
      verdict: null,
    });
  });

  it('has no status for what has left the catalog', async () => {
    await expect(
      evaluateStatus('component:default/gone', NOW, {
        service,
        loadIndex: async () => buildEntityIndex([entity]),
      }),
    ).resolves.toBeUndefined();
  });

  it('runs the clocks of what a person declared', async () => {
    const incident = await declare();
    expect(incident).toMatchObject({
      number: 'INC-2026-001',
      state: 'detected',
      openedBy: OLGA,
      alertsEndedAt: null,
      verdict: 'met',
    });
    await expect(status()).resolves.toEqual({
      verdict: 'at-risk',
      headline: 'P1 INC-2026-001 open for 0 s',
      nextChangeAt: new Date(NOW.getTime() + 11.25 * MINUTE),
      observedBy: {
        source: null,
        noSource: 'an open incident is judged by its own clocks',
        freshness: null,
      },
    });
    bench.now = new Date(at(15).getTime() + 1);
    await expect(status()).resolves.toMatchObject({ verdict: 'breached' });
    const overview = await service.getOverview(entity);
    expect(overview).toMatchObject({
      verdict: 'breached',
      headline: 'INC-2026-001 P1 “Checkout fails” has been open for 15 min',
      active: [{ id: incident.id }],
    });
  });

  it('marks the entity to be looked at again by every change', async () => {
    const due = async () => {
      const refs = await stores.collection.statuses.due(bench.now, 10);
      await stores.knex('entity_statuses').delete();
      return refs;
    };
    const incident = await declare();
    await expect(due()).resolves.toEqual([SHOP]);
    await go(incident, 'acknowledged');
    await expect(due()).resolves.toEqual([SHOP]);
    await service.addNote(incident.id, OLGA, { text: 'looking' });
    await expect(due()).resolves.toEqual([]);
  });

  it('goes from opened to closed with every stamp and event', async () => {
    let incident = await declare();
    bench.now = at(4);
    incident = await go(incident, 'acknowledged', BEN);
    expect(incident).toMatchObject({
      acknowledgedAt: at(4).toISOString(),
      acknowledgedBy: BEN,
      commander: BEN,
      version: 2,
    });
    bench.now = at(20);
    incident = await go(incident, 'mitigated');
    bench.now = at(90);
    expect(verdicts(incident)).toEqual(['met', 'met']);
    incident = await go(incident, 'resolved');
    expect(incident).toMatchObject({
      mitigatedAt: at(20).toISOString(),
      resolvedAt: at(90).toISOString(),
      commander: BEN,
      verdict: null,
    });
    expect(verdicts(incident)).toEqual(['met', 'met']);
    await go(incident, 'closed');
    await expect(events(incident.id)).resolves.toEqual([
      'Declared as P1',
      'detected → acknowledged',
      'acknowledged → mitigated',
      'mitigated → resolved',
      'resolved → closed',
    ]);
    await expect(service.getOverview(entity)).resolves.toMatchObject({
      active: [],
      recent: [{ state: 'closed' }],
    });
  });

  it('lets the clock of a resolution that did not hold run on', async () => {
    let incident = await go(await declare(), 'resolved');
    bench.now = at(70);
    incident = await go(incident, 'reopened');
    expect(incident).toMatchObject({
      resolvedAt: null,
      mitigatedAt: null,
      verdict: 'breached',
    });
  });

  it('explains a conflict by what the incident is now', async () => {
    const incident = await declare();
    await go(incident, 'acknowledged', BEN);
    await expect(go(incident, 'acknowledged')).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'INC-2026-001 has changed since you looked: it is acknowledged, P1 (version 2)',
    });
    await expect(events(incident.id)).resolves.toHaveLength(2);
  });

  it('refuses a step that the state does not allow, and says which it does', async () => {
    const incident = await go(await declare(), 'declined');
    await expect(go(incident, 'acknowledged')).rejects.toMatchObject({
      name: 'InputError',
      message:
        'INC-2026-001 is declined; from there it can go to no other state',
    });
  });

  it('judges by the new severity, with its reason on record', async () => {
    const incident = await declare();
    bench.now = at(30);
    const milder = await service.changeSeverity(incident.id, OLGA, {
      severity: 'P2',
      reason: 'some users only',
      expectedVersion: 1,
    });
    expect(verdicts(milder)).toEqual(['met', 'met']);
    await expect(events(incident.id)).resolves.toContain(
      'P1 → P2: some users only',
    );
    const again = { severity: 'P2', reason: 'x', expectedVersion: 2 } as const;
    await expect(
      service.changeSeverity(incident.id, OLGA, again),
    ).rejects.toThrow('INC-2026-001 is P2 already');
    await go(milder, 'resolved');
    await expect(
      service.changeSeverity(incident.id, OLGA, {
        ...again,
        severity: 'P3',
        expectedVersion: 3,
      }),
    ).rejects.toThrow('INC-2026-001 is resolved: its severity stays');
  });

  it('keeps notes without touching the version', async () => {
    const incident = await declare();
    const noted = await service.addNote(incident.id, BEN, {
      text: '<b>hm</b>',
    });
    expect(noted.version).toBe(1);
    const { events: all, timeline } = await service.getIncident(
      incident.id,
      mockCredentials.user(),
    );
    expect(all[1]).toMatchObject({
      type: 'note',
      actor: BEN,
      text: '<b>hm</b>',
    });
    expect(timeline).toHaveLength(2);
  });

  it('shows in the incident and the headline that all alerts have ended', async () => {
    await bench.message([alert('a')]);
    const ended = alert('a', { state: 'resolved', endsAt: at(3) });
    bench.now = at(3);
    await bench.message([ended]);
    const overview = await service.getOverview(entity);
    expect(overview.headline).toBe(
      'INC-2026-001 P1 “a fails” has been open for 3 min; all its alerts have ended',
    );
    expect(overview.active[0].alertsEndedAt).toBe(at(3).toISOString());
    const detail = await service.getIncident(
      overview.active[0].id,
      mockCredentials.user(),
    );
    expect(detail.alerts).toMatchObject([
      { fingerprint: 'a', state: 'resolved' },
    ]);
    expect(detail.timeline.at(-1)?.title).toMatch(/All its alerts have ended/);
  });

  it('answers incidents of a range', async () => {
    await declare();
    await expect(
      service.listBetween(SHOP, { from: at(-1), to: at(1) }),
    ).resolves.toMatchObject([{ number: 'INC-2026-001', verdict: 'met' }]);
  });

  it('knows no incident by a wrong id', async () => {
    await expect(service.entityOf(ID)).resolves.toBeUndefined();
    const missing = { name: 'NotFoundError' };
    await expect(
      service.getIncident(ID, mockCredentials.user()),
    ).rejects.toMatchObject(missing);
    await expect(
      service.addNote(ID, OLGA, { text: 'x' }),
    ).rejects.toMatchObject(missing);
  });
});
