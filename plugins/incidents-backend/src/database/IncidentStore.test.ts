import { NOW, SHOP, at } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { IncidentPatch, NewIncident } from './IncidentStore';

const OLGA = 'user:default/olga';
const openStores = createTestStores();

const declared: NewIncident = {
  entityRef: SHOP,
  title: 'Checkout fails',
  severity: 'P2',
  openedBy: OLGA,
  openedAt: NOW,
  text: 'Declared as P2',
};

describe.each(DATABASES)('incidents on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const open = (change: Partial<NewIncident> = {}, now = NOW) =>
    stores.incidents.transaction(trx =>
      stores.incidents.open(trx, { ...declared, ...change }, now),
    );
  const update = (id: string, version: number, patch: IncidentPatch) =>
    stores.incidents.transaction(trx =>
      stores.incidents.update(trx, id, version, patch),
    );
  const note = (id: string, text: string) =>
    stores.incidents.transaction(trx =>
      stores.incidents.addEvent(trx, id, {
        at: NOW,
        type: 'note',
        actor: OLGA,
        text,
      }),
    );

  it('opens with a number, a version and an event', async () => {
    const incident = await open();
    expect(incident).toEqual({
      id: expect.any(String),
      number: 'INC-2026-001',
      entityRef: SHOP,
      title: 'Checkout fails',
      severity: 'P2',
      state: 'detected',
      version: 1,
      openedAt: NOW.toISOString(),
      openedBy: OLGA,
      acknowledgedAt: null,
      acknowledgedBy: null,
      mitigatedAt: null,
      resolvedAt: null,
      commander: null,
    });
    await expect(stores.reader.get(incident.id)).resolves.toEqual(incident);
    await expect(stores.reader.listEvents(incident.id)).resolves.toMatchObject([
      { type: 'opened', actor: OLGA, text: 'Declared as P2' },
    ]);
  });

  it('counts anew each year, by the year in which it is opened', async () => {
    const newYear = new Date('2027-01-01T00:00:01.000Z');
    await open();
    const late = await open({ openedAt: at(0) }, newYear);
    const next = await open({}, newYear);
    expect([late.number, next.number]).toEqual([
      'INC-2027-001',
      'INC-2027-002',
    ]);
    expect(late.openedAt).toBe(NOW.toISOString());
  });

  it('gives twenty that open at once twenty numbers without a gap', async () => {
    const incidents = await Promise.all(
      Array.from({ length: 20 }, () => open()),
    );
    expect(incidents.map(({ number }) => number).sort()).toEqual(
      Array.from(
        { length: 20 },
        (_, index) => `INC-2026-${String(index + 1).padStart(3, '0')}`,
      ),
    );
  });

  it('gives back the number of what was rolled back', async () => {
    await expect(
      stores.incidents.transaction(async trx => {
        await stores.incidents.open(trx, declared, NOW);
        throw new Error('cancelled');
      }),
    ).rejects.toThrow('cancelled');
    await expect(open()).resolves.toMatchObject({ number: 'INC-2026-001' });
  });

  it('changes what the writer saw, and nothing else', async () => {
    const { id } = await open();
    const changed = await update(id, 1, {
      state: 'acknowledged',
      acknowledgedAt: at(1).toISOString(),
      acknowledgedBy: OLGA,
    });
    expect(changed).toMatchObject({ version: 2, state: 'acknowledged' });
    await expect(stores.reader.get(id)).resolves.toEqual(changed);
    await expect(update(id, 1, { severity: 'P1' })).rejects.toThrow(
      'INC-2026-001 has changed since you looked: it is acknowledged, P2 (version 2)',
    );
    await expect(stores.reader.get(id)).resolves.toEqual(changed);
  });

  it('lets one of ten writers of one version win', async () => {
    const { id } = await open();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => update(id, 1, { severity: 'P1' })),
    );
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    await expect(stores.reader.get(id)).resolves.toMatchObject({ version: 2 });
  });

  it('keeps every one of twenty notes written at once, in one order', async () => {
    const { id } = await open();
    const texts = Array.from({ length: 20 }, (_, index) => `note ${index}`);
    await Promise.all(texts.map(text => note(id, text)));
    const seqs = await stores
      .knex('incident_events')
      .where({ incident_id: id })
      .orderBy('seq')
      .pluck('seq');
    expect(seqs).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    const events = await stores.reader.listEvents(id);
    expect(
      events
        .slice(1)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(texts.sort());
  });

  describe('of a rule', () => {
    const byRule = { openedBy: 'alert:HighErrorRate', ruleKey: SHOP };
    const holder = () =>
      stores.incidents.transaction(trx =>
        stores.incidents.findByRuleKey(trx, SHOP),
      );

    it('hold the key while they are open, and again when reopened', async () => {
      const { id } = await open(byRule);
      await expect(holder()).resolves.toMatchObject({ id });
      await update(id, 1, { state: 'resolved' });
      await expect(holder()).resolves.toBeUndefined();
      await update(id, 2, { state: 'reopened' });
      await expect(holder()).resolves.toMatchObject({ id });
    });

    it('leave the key to whoever took it meanwhile', async () => {
      const first = await open(byRule);
      await update(first.id, 1, { state: 'resolved' });
      const second = await open(byRule);
      await update(first.id, 2, { state: 'reopened' });
      await expect(holder()).resolves.toMatchObject({ id: second.id });
    });

    it('are not joined by what a person declared', async () => {
      const { id } = await open();
      await update(id, 1, { state: 'resolved' });
      await update(id, 2, { state: 'reopened' });
      await expect(holder()).resolves.toBeUndefined();
    });
  });

  it('lists what was open in a range, without what was no incident', async () => {
    const early = await open({ title: 'early' });
    await update(early.id, 1, {
      state: 'resolved',
      resolvedAt: at(10).toISOString(),
    });
    await open({ title: 'still open', openedAt: at(20) });
    const declined = await open({ title: 'declined' });
    await update(declined.id, 1, { state: 'declined' });
    const between = async (from: number, to: number) =>
      (await stores.reader.listBetween(SHOP, at(from), at(to))).map(
        ({ title }) => title,
      );
    await expect(between(-5, -1)).resolves.toEqual([]);
    await expect(between(5, 6)).resolves.toEqual(['early']);
    await expect(between(11, 19)).resolves.toEqual([]);
    await expect(between(0, 60)).resolves.toEqual(['early', 'still open']);
    await expect(between(1_000, 1_001)).resolves.toEqual(['still open']);
  });

  it('lists open and ended incidents of an entity apart', async () => {
    const old = await open({ openedAt: at(-60) });
    const newer = await open({ openedAt: at(-30) });
    const active = await open();
    await open({ entityRef: 'component:default/cart' });
    for (const { id } of [old, newer]) await update(id, 1, { state: 'closed' });
    await expect(stores.reader.listOpen(SHOP)).resolves.toEqual([active]);
    const recent = await stores.reader.listRecent(SHOP, 2);
    expect(recent.map(({ id }) => id)).toEqual([newer.id, old.id]);
  });

  it('remembers of which the owner was told', async () => {
    const told = await open();
    const over = await open();
    const untold = await open();
    await stores.incidents.markAnnounced(told.id, NOW);
    await update(over.id, 1, { state: 'declined' });
    await expect(stores.incidents.listUnannounced(10)).resolves.toEqual([
      untold,
    ]);
  });

  it('prunes what ended long ago, whole', async () => {
    const old = await open({ openedAt: at(-100) });
    const recent = await open();
    const active = await open({ openedAt: at(-100) });
    for (const { id } of [old, recent])
      await update(id, 1, { state: 'closed' });
    await expect(stores.incidents.prune(at(-50), 10)).resolves.toBe(1);
    const left = [recent.id, active.id].sort();
    const ids = await stores.knex('incidents').pluck('id');
    expect(ids.sort()).toEqual(left);
    const events = await stores.knex('incident_events').pluck('incident_id');
    expect([...new Set(events)].sort()).toEqual(left);
  });
});
