import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { NOW, SHOP, alert, at, serviceEntity } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { Workbench } from '../__testUtils__/workbench';

const openStores = createTestStores();

describe.each(DATABASES)('AlertSink on %s', databaseId => {
  let stores: TestStores;
  let bench: Workbench;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    bench = new Workbench(stores);
  });

  const current = async () =>
    (await stores.alertReader.listCurrent(SHOP))
      .map(({ fingerprint }) => fingerprint)
      .sort();

  it('counts what it bound and what nobody claims', async () => {
    await expect(
      bench.poll([alert('a'), alert('b', { service: 'stranger' })]),
    ).resolves.toEqual({ bound: 1, unbound: 1 });
  });

  it('speaks of the same rows as the webhook', async () => {
    await bench.message([alert('a')]);
    await bench.poll([alert('a'), alert('b')], { now: at(1) });
    await expect(stores.knex('alerts')).resolves.toHaveLength(2);
    await expect(current()).resolves.toEqual(['a', 'b']);
  });

  it('ends what was never told to have ended', async () => {
    await bench.message([alert('a'), alert('b')]);
    await bench.poll([alert('b')], { now: at(1) });
    await expect(current()).resolves.toEqual(['b']);
  });

  it('ends nothing when absence proves nothing', async () => {
    await bench.message([alert('a')]);
    await bench.poll([], { now: at(1), reading: 'incremental' });
    await expect(current()).resolves.toEqual(['a']);
  });

  it('ends nothing that a webhook told after the reading began', async () => {
    await bench.message([alert('a')], at(2));
    await bench.poll([], { now: at(3), sweepStartedAt: at(1) });
    await expect(current()).resolves.toEqual(['a']);
  });

  it('does not fire again by a list that began before the end was told', async () => {
    await bench.message([alert('a')]);
    await bench.message(
      [alert('a', { state: 'resolved', endsAt: at(2) })],
      at(2),
    );
    await bench.poll([alert('a')], { now: at(3), sweepStartedAt: at(1) });
    await expect(current()).resolves.toEqual([]);
  });

  it('writes nothing of a page whose transaction fails', async () => {
    const run = await bench.sink.open();
    await expect(
      stores.incidents.transaction(async trx => {
        await run.apply([alert('a')], {
          trx,
          sourceId: 'alertmanager-alerts',
          scope: { id: 'main', title: '', attributes: {} },
          runId: 'run',
          sweepStartedAt: NOW,
          reading: 'complete',
          now: NOW,
        });
        throw new Error('overtaken');
      }),
    ).rejects.toThrow('overtaken');
    for (const table of ['alerts', 'incidents', 'incident_events']) {
      await expect(stores.knex(table)).resolves.toEqual([]);
    }
  });

  it('finds the service of an unbound alert later, and opens then', async () => {
    bench.catalog = [];
    await bench.poll([alert('a'), alert('b', { service: 'stranger' })]);
    bench.catalog = [serviceEntity('shop')];
    bench.now = at(5);
    await bench.sink.rebind();
    await bench.sink.rebind();
    const [incident, ...others] = await stores.reader.listOpen(SHOP);
    expect(others).toEqual([]);
    expect(incident.openedAt).toBe(NOW.toISOString());
    await expect(current()).resolves.toEqual(['a']);
    await expect(stores.alerts.listUnbound(10)).resolves.toHaveLength(1);
  });

  it('leaves an alert unbound that two services claim', async () => {
    const twin = serviceEntity('shop');
    twin.metadata.name = 'twin';
    bench.catalog.push(twin);
    await expect(bench.poll([alert('a')])).resolves.toEqual({
      bound: 0,
      unbound: 1,
    });
  });

  describe('looks again at the services that alerts can be bound to', () => {
    const due = () => stores.collection.statuses.due(at(9), 10);
    const read = (lastSuccessAt: Date | null): Freshness => ({
      sourceId: 'alertmanager-alerts',
      sourceTitle: 'Alertmanager',
      scopeId: 'main',
      scopeTitle: 'main',
      cadence: 'PT1M',
      lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
      lastAttemptAt: null,
      nextRunAt: null,
      failure: null,
    });
    const both = ['component:default/cart', SHOP];
    it.each([
      ['after the first reading', [], both],
      ['when none has succeeded yet', [read(null)], both],
      ['after a pause of two cadences', [read(at(-2))], both],
      ['not when it was read in time', [read(at(-1))], []],
    ])('%s', async (_when, before, expected) => {
      const unbound = serviceEntity('unbound');
      delete unbound.metadata.annotations;
      bench.catalog.push(unbound);
      bench.freshness = before;
      await bench.poll([]);
      await expect(due()).resolves.toEqual(expected);
    });
  });
});
