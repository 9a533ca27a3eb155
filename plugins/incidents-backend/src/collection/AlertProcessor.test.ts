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
import { Workbench } from '../__testUtils__/workbench';

const openStores = createTestStores();

describe.each(DATABASES)('what alerts do on %s', databaseId => {
  let stores: TestStores;
  let bench: Workbench;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    bench = new Workbench(stores);
  });

  const active = () => stores.reader.listOpen(SHOP);
  const events = async (id: string) =>
    (await stores.reader.listEvents(id)).map(({ type, text }) => [type, text]);
  const types = async (id: string) =>
    (await stores.reader.listEvents(id)).map(({ type }) => type);
  const close = (id: string, version = 1) =>
    stores.incidents.transaction(trx =>
      stores.incidents.update(trx, id, version, {
        state: 'resolved',
        resolvedAt: bench.now.toISOString(),
      }),
    );

  it('opens an incident by the first rule that fits', async () => {
    await bench.message([alert('a', { name: 'HighErrorRate' })]);
    const [incident] = await active();
    expect(incident).toMatchObject({
      number: 'INC-2026-001',
      title: 'a fails',
      severity: 'P1',
      state: 'detected',
      openedAt: NOW.toISOString(),
      openedBy: 'alert:HighErrorRate',
    });
    await expect(events(incident.id)).resolves.toEqual([
      ['opened', 'Opened by the alert HighErrorRate'],
      ['alert-joined', 'HighErrorRate fires: a fails'],
    ]);
    await expect(
      stores.alertReader.listOfIncident(incident.id),
    ).resolves.toMatchObject([{ fingerprint: 'a', incident: 'INC-2026-001' }]);
    await expect(stores.collection.statuses.due(NOW, 10)).resolves.toEqual([
      SHOP,
    ]);
  });

  it.each([
    ['of another environment', { environment: 'staging' }],
    ['that no rule names', { severity: 'info' }],
    ['of a service that the catalog does not know', { service: 'stranger' }],
    ['that is silenced', { state: 'suppressed' as const }],
    ['that has ended', { state: 'resolved' as const }],
  ])('opens none for an alert %s', async (_what, change) => {
    await bench.message([alert('a', change)]);
    await expect(stores.knex('incidents')).resolves.toEqual([]);
    await expect(stores.knex('alerts')).resolves.toHaveLength(1);
  });

  it('starts the clock with the alert and says so when that was long ago', async () => {
    await bench.message([alert('a', { startsAt: at(-180) })]);
    const [incident] = await active();
    expect(incident.openedAt).toBe(at(-180).toISOString());
    const [[, text]] = await events(incident.id);
    expect(text).toBe(
      'Opened by the alert Alerta, which had been firing for 3 h when it was first seen here: the clocks run from its start',
    );
  });

  it('does not start the clock in the future when the sender’s is ahead', async () => {
    await bench.message([alert('a', { startsAt: at(5) })]);
    const [incident] = await active();
    expect(incident.openedAt).toBe(NOW.toISOString());
  });

  it('joins the alerts of one service into its open incident', async () => {
    await bench.message([alert('a'), alert('b')]);
    await bench.message([alert('c')], at(1));
    const incidents = await active();
    expect(incidents).toHaveLength(1);
    await expect(types(incidents[0].id)).resolves.toEqual([
      'opened',
      'alert-joined',
      'alert-joined',
      'alert-joined',
    ]);
  });

  it('opens one incident for ten deliveries at once', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        bench.message([alert(`f${index}`)]),
      ),
    );
    const incidents = await stores.knex('incidents');
    expect(incidents).toHaveLength(1);
    const joined = await stores.alertReader.listOfIncident(incidents[0].id);
    expect(joined).toHaveLength(10);
    const noted = await types(incidents[0].id);
    expect(noted.filter(type => type === 'alert-joined')).toHaveLength(10);
  });

  it('gets through deliveries that touch the same services in any order', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    bench.catalog = names.map(name => serviceEntity(name));
    const all = names.map(name => alert(name, { service: name }));
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        bench.message([...all.slice(index % 5), ...all.slice(0, index % 5)]),
      ),
    );
    const incidents = await stores.knex('incidents').orderBy('entity_ref');
    expect(incidents.map(row => row.entity_ref)).toEqual(
      names.map(name => `component:default/${name}`),
    );
    await expect(stores.knex('incident_events')).resolves.toHaveLength(10);
  });

  it('opens another incident when the former is over', async () => {
    await bench.message([alert('a')]);
    const [first] = await active();
    await close(first.id);
    await bench.message([alert('a')], at(1));
    await expect(active()).resolves.toEqual([]);
    await bench.message([alert('b')], at(2));
    await expect(active()).resolves.toMatchObject([{ number: 'INC-2026-002' }]);
  });

  it('becomes more urgent with a more urgent alert, never less', async () => {
    await bench.message([alert('a', { severity: 'warning' })]);
    const [mild] = await active();
    expect(mild.severity).toBe('P3');
    await bench.message([alert('b', { name: 'Down' })], at(1));
    await bench.message([alert('c', { severity: 'warning' })], at(2));
    const [urgent] = await active();
    expect(urgent).toMatchObject({ id: mild.id, severity: 'P1', version: 2 });
    await expect(events(mild.id)).resolves.toContainEqual([
      'severity-changed',
      'P3 → P1: Down calls for it',
    ]);
  });

  it('cuts a title that is too long, between letters', async () => {
    await bench.message([alert('a', { summary: `${'💥'.repeat(150)}` })]);
    const [{ title }] = await active();
    expect(title).toBe(`${'💥'.repeat(99)}…`);
  });

  describe('when alerts end', () => {
    const ended = (fingerprint: string, minute: number) =>
      alert(fingerprint, { state: 'resolved', endsAt: at(minute) });

    it('notes each end, and once that all are over; a person resolves', async () => {
      await bench.message([alert('a'), alert('b'), alert('c')]);
      const [incident] = await active();
      await bench.message([ended('a', 1), alert('b'), alert('c')], at(1));
      await expect(types(incident.id)).resolves.not.toContain('alerts-ended');
      await bench.message([ended('b', 2), ended('c', 2)], at(2));
      await bench.message([ended('b', 2), ended('c', 2)], at(3));
      expect((await types(incident.id)).slice(4)).toEqual([
        'alert-resolved',
        'alert-resolved',
        'alert-resolved',
        'alerts-ended',
      ]);
      await expect(active()).resolves.toMatchObject([{ state: 'detected' }]);
      await expect(stores.alertReader.endedAt([incident.id])).resolves.toEqual(
        new Map([[incident.id, at(2).toISOString()]]),
      );
    });

    it('notes that all are over when two processes end the last two', async () => {
      await bench.message([alert('a'), alert('b')]);
      const [incident] = await active();
      await Promise.all([
        bench.message([ended('a', 1)], at(1)),
        bench.message([ended('b', 1)], at(1)),
      ]);
      const noted = await types(incident.id);
      expect(noted.filter(type => type === 'alerts-ended')).toHaveLength(1);
    });

    it('does not call a silenced alert ended', async () => {
      await bench.message([alert('a'), alert('b')]);
      const [incident] = await active();
      await bench.poll([alert('b', { state: 'suppressed' })], { now: at(1) });
      await expect(types(incident.id)).resolves.not.toContain('alerts-ended');
    });

    it('is told to an incident that is over too, but no more than that', async () => {
      await bench.message([alert('a')]);
      const [{ id }] = await active();
      await close(id);
      await bench.message([ended('a', 1)], at(1));
      expect((await types(id)).slice(2)).toEqual(['alert-resolved']);
    });
  });

  it('joins when its silence ends', async () => {
    await bench.poll([alert('a', { state: 'suppressed' })]);
    await expect(active()).resolves.toEqual([]);
    await bench.poll([alert('a')], { now: at(1) });
    await expect(active()).resolves.toHaveLength(1);
  });

  it('ends what a list leaves out, and fires again what it lists again', async () => {
    await bench.poll([alert('a')]);
    const [incident] = await active();
    await bench.poll([], { now: at(1) });
    await bench.poll([alert('a')], { now: at(2) });
    await expect(types(incident.id)).resolves.toEqual([
      'opened',
      'alert-joined',
      'alert-resolved',
      'alerts-ended',
      'alert-joined',
    ]);
    await expect(active()).resolves.toHaveLength(1);
    await expect(stores.alertReader.listCurrent(SHOP)).resolves.toHaveLength(1);
  });

  it('opens anew by what fires again after its incident was closed', async () => {
    await bench.poll([alert('a')]);
    const [first] = await active();
    await bench.poll([], { now: at(1) });
    await close(first.id);
    await bench.poll([alert('a')], { now: at(2) });
    const [second] = await active();
    expect(second.number).toBe('INC-2026-002');
    await expect(
      stores.alertReader.listOfIncident(second.id),
    ).resolves.toHaveLength(1);
  });

  it('changes nothing the second time', async () => {
    const messages = [alert('a'), alert('b', { state: 'resolved' })];
    await bench.message(messages);
    const all = () =>
      Promise.all(
        ['alerts', 'incidents', 'incident_events'].map(table =>
          stores.knex(table).orderBy('id'),
        ),
      );
    const [alerts, incidents, noted] = await all();
    await bench.message(messages, new Date(NOW.getTime() + MINUTE));
    const [alertsAfter, ...rest] = await all();
    expect(rest).toEqual([incidents, noted]);
    const unseen = (rows: { last_seen_at: string }[]) =>
      rows.map(row => ({ ...row, last_seen_at: '' }));
    expect(unseen(alertsAfter)).toEqual(unseen(alerts));
  });
});
