import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { DAY, NOW, SHOP, alert, at } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';

const openStores = createTestStores();

describe.each(DATABASES)('alerts on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (
    record: AlertRecord,
    now: Date,
    listedSince?: Date,
    entityRef: string | null = SHOP,
  ) =>
    stores.knex.transaction(trx =>
      stores.alerts.save(
        trx,
        { sourceId: 'source', scopeId: 'main', entityRef, record, listedSince },
        now,
      ),
    );
  const changeBy = async (...args: Parameters<typeof save>) =>
    (await save(...args)).change;
  const row = () => stores.knex('alerts').first();

  const firing = alert('a');
  const resolved = alert('a', { state: 'resolved', endsAt: at(5) });
  const suppressed = alert('a', { state: 'suppressed' });

  it('keeps no secret that an alerting rule spells out', async () => {
    const { record } = await save(
      { ...alert('a'), summary: 'password=hunter2 fails' },
      NOW,
    );
    expect(record.summary).toBe('password=[redacted] fails');
    expect(JSON.stringify(await row())).not.toContain('hunter2');
  });

  it('keeps one row per firing and says what was new', async () => {
    await expect(changeBy(firing, NOW)).resolves.toBe('fired');
    await expect(changeBy(firing, at(1))).resolves.toBe('unchanged');
    await expect(
      changeBy(alert('a', { summary: 'worse' }), at(2)),
    ).resolves.toBe('updated');
    await expect(changeBy(resolved, at(6))).resolves.toBe('resolved');
    await expect(changeBy(resolved, at(7))).resolves.toBe('unchanged');
    await expect(
      changeBy(alert('a', { startsAt: at(8) }), at(8)),
    ).resolves.toBe('fired');
    const rows = await stores.knex('alerts').orderBy('starts_at');
    expect(rows).toMatchObject([
      {
        state: 'resolved',
        first_seen_at: NOW.toISOString(),
        last_seen_at: at(6).toISOString(),
        ends_at: at(5).toISOString(),
        ended_seen_at: at(6).toISOString(),
      },
      { state: 'active', ends_at: null },
    ]);
  });

  it('does not fire again by a late message', async () => {
    await save(firing, NOW);
    await save(resolved, at(5));
    await expect(changeBy(firing, at(6))).resolves.toBe('unchanged');
    await expect(row()).resolves.toMatchObject({ state: 'resolved' });
  });

  it('knows an end that comes before its beginning', async () => {
    await expect(changeBy(resolved, at(5))).resolves.toBe('resolved');
    await expect(changeBy(firing, at(6))).resolves.toBe('unchanged');
  });

  it('fires again by a list that is younger than the news of its end', async () => {
    await save(firing, NOW);
    await save(resolved, at(5));
    await expect(changeBy(firing, at(6), at(4))).resolves.toBe('unchanged');
    await expect(changeBy(firing, at(7), at(6))).resolves.toBe('fired');
    await expect(row()).resolves.toMatchObject({
      state: 'active',
      ends_at: null,
      ended_seen_at: null,
      first_seen_at: NOW.toISOString(),
    });
  });

  it('fires when its silence ends, not before', async () => {
    await expect(changeBy(suppressed, NOW)).resolves.toBe('updated');
    await expect(changeBy(firing, at(1))).resolves.toBe('fired');
    await expect(changeBy(suppressed, at(2))).resolves.toBe('updated');
  });

  it('ends with the time of the news when the message names none', async () => {
    await save(firing, NOW);
    await save({ ...resolved, endsAt: null }, at(5));
    await expect(row()).resolves.toMatchObject({
      ends_at: at(5).toISOString(),
    });
  });

  it('ends what a list leaves out, and only that', async () => {
    await save(firing, at(0));
    await save(alert('b'), at(2));
    await save(alert('c', { state: 'resolved' }), at(0));
    const ended = await stores.knex.transaction(trx =>
      stores.alerts.resolveUnseen(trx, 'main', at(1), at(3)),
    );
    expect(ended).toMatchObject([
      {
        change: 'resolved',
        entityRef: SHOP,
        record: { fingerprint: 'a', endsAt: at(3).toISOString() },
      },
    ]);
    await expect(stores.alertReader.listCurrent(SHOP)).resolves.toMatchObject([
      { fingerprint: 'b', state: 'active', incident: null },
    ]);
  });

  it('leaves the alerts of other scopes alone', async () => {
    await save(firing, NOW);
    const ended = await stores.knex.transaction(trx =>
      stores.alerts.resolveUnseen(trx, 'other', at(9), at(9)),
    );
    expect(ended).toEqual([]);
  });

  it('keeps texts of any length and letter', async () => {
    const odd = alert('a', { name: '💥'.repeat(300), summary: "'; drop --" });
    await save(odd, NOW);
    const [stored] = await stores.alertReader.listCurrent(SHOP);
    expect(stored).toMatchObject({ name: odd.name, summary: "'; drop --" });
  });

  it('lists current alerts that nobody claims, page by page', async () => {
    for (const fingerprint of ['a', 'b', 'c']) {
      await save(alert(fingerprint), NOW, undefined, null);
    }
    await save(alert('d', { state: 'resolved' }), NOW, undefined, null);
    const first = await stores.alerts.listUnbound(2);
    const second = await stores.alerts.listUnbound(2, first[1].id);
    expect(
      [...first, ...second].map(({ record }) => record.fingerprint).sort(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('gives an alert to an entity once', async () => {
    const { id } = await save(firing, NOW, undefined, null);
    const bind = () =>
      stores.knex.transaction(trx => stores.alerts.bind(trx, id, SHOP));
    await expect(bind()).resolves.toMatchObject({
      change: 'fired',
      entityRef: SHOP,
    });
    await expect(bind()).resolves.toBeUndefined();
    await expect(
      stores.knex.transaction(trx => stores.alerts.countBindings(trx, 'main')),
    ).resolves.toEqual({ bound: 1, unbound: 0 });
  });

  it('tells when the last alert of an incident ended', async () => {
    const join = async (record: AlertRecord, incident: string) => {
      const { id } = await save(record, NOW);
      await stores.knex.transaction(trx =>
        stores.alerts.joinIncident(trx, id, incident),
      );
    };
    await join(alert('a', { state: 'resolved', endsAt: at(1) }), 'over');
    await join(alert('b', { state: 'resolved', endsAt: at(2) }), 'over');
    await join(alert('c', { state: 'resolved', endsAt: at(1) }), 'half');
    await join(alert('d', { state: 'suppressed' }), 'half');
    await expect(
      stores.alertReader.endedAt(['over', 'half', 'none']),
    ).resolves.toEqual(new Map([['over', at(2).toISOString()]]));
    await expect(stores.alertReader.endedAt([])).resolves.toEqual(new Map());
  });

  it('prunes what ended long ago and belongs to no incident', async () => {
    await save(firing, NOW);
    await save(alert('b', { state: 'resolved', endsAt: at(1) }), NOW);
    const { id } = await save(
      alert('c', { state: 'resolved', endsAt: at(1) }),
      NOW,
    );
    await stores.knex.transaction(trx =>
      stores.alerts.joinIncident(trx, id, 'incident'),
    );
    const later = new Date(NOW.getTime() + DAY);
    await expect(stores.alerts.prune(NOW, 10)).resolves.toBe(0);
    await expect(stores.alerts.prune(later, 10)).resolves.toBe(1);
    await expect(
      stores.knex('alerts').orderBy('fingerprint').pluck('fingerprint'),
    ).resolves.toEqual(['a', 'c']);
  });
});
