import { SHOP, alert, arrived, at, delivery } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { Workbench } from '../__testUtils__/workbench';

const openStores = createTestStores();

describe.each(DATABASES)('webhooks about alerts on %s', databaseId => {
  let stores: TestStores;
  let bench: Workbench;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    bench = new Workbench(stores);
  });

  const arrive = (body: string, now = bench.now) =>
    stores.inbox.add(arrived(body, now), now);
  const states = async () =>
    (await stores.knex('webhook_deliveries').orderBy('received_at')).map(
      row => row.state,
    );
  const letters = () =>
    stores.collection.deadLetters.list('alertmanager-alerts', 10);
  const setAside = async () => {
    const page = await stores.collection.quarantine.page(
      { sender: 'alertmanager', receivers: ['main'] },
      { limit: 10 },
    );
    return page.items;
  };

  it('opens an incident by a delivery', async () => {
    await arrive(delivery([alert('a')]));
    await bench.work();
    await expect(states()).resolves.toEqual(['processed']);
    await expect(stores.reader.listOpen(SHOP)).resolves.toHaveLength(1);
    await expect(stores.knex('alerts').first()).resolves.toMatchObject({
      source_id: 'alertmanager-alerts',
      scope_id: 'main',
      ends_at: null,
    });
  });

  it('reads each alert’s own status, not the group’s', async () => {
    await arrive(
      delivery([alert('a'), alert('b', { state: 'resolved', endsAt: at(1) })]),
    );
    await bench.work();
    const current = await stores.alertReader.listCurrent(SHOP);
    expect(current.map(({ fingerprint }) => fingerprint)).toEqual(['a']);
  });

  it('does the same whatever the order and however often', async () => {
    const fires = delivery([alert('a')]);
    const ends = delivery([alert('a', { state: 'resolved', endsAt: at(1) })]);
    for (const body of [ends, fires, ends, fires]) {
      await arrive(body);
      await bench.work();
    }
    await expect(stores.alertReader.listCurrent(SHOP)).resolves.toEqual([]);
    await expect(stores.knex('incidents')).resolves.toEqual([]);
  });

  it('has the effect once under two workers', async () => {
    for (let i = 0; i < 30; i++) {
      await arrive(delivery([alert(`f${i}`)]), at(i / 60));
    }
    bench.now = at(1);
    const other = bench.anotherWorker();
    await Promise.all([bench.work(), bench.work(other)]);
    const [incident, ...others] = await stores.reader.listOpen(SHOP);
    expect(others).toEqual([]);
    const events = await stores.reader.listEvents(incident.id);
    expect(events).toHaveLength(31);
    expect(new Set(await states())).toEqual(new Set(['processed']));
  });

  it('loses nothing when the process dies between storing and processing', async () => {
    await arrive(delivery([alert('a')]));
    // Another process finds it, after a restart.
    await new Workbench(stores).work();
    await expect(stores.reader.listOpen(SHOP)).resolves.toHaveLength(1);
  });

  it('leaves the delivery waiting when the process dies within the transaction', async () => {
    await arrive(delivery([alert('a')]));
    const process = jest
      .spyOn(bench.processor, 'process')
      .mockImplementationOnce(async (trx, ...rest) => {
        await bench.processor.process(trx, ...rest);
        throw new Error('killed');
      });
    await bench.work();
    await expect(states()).resolves.toEqual(['received']);
    await expect(stores.knex('incidents')).resolves.toEqual([]);
    process.mockRestore();
    bench.now = at(1);
    await bench.work();
    await expect(states()).resolves.toEqual(['processed']);
    await expect(stores.reader.listOpen(SHOP)).resolves.toHaveLength(1);
  });

  it.each([
    ['is no JSON', '{"version": "4", secret', /^The body is no JSON$/],
    ['is empty', '', /^The body is no JSON$/],
    ['is of another version', delivery([], { version: '5' }), /version/],
    ['has no alerts', '{"version":"4"}', /alerts/],
    ['is null', 'null', /expected object/],
  ])('sets aside what %s, to be seen', async (_what, body, reason) => {
    await arrive(body);
    await arrive(delivery([alert('a')]));
    await bench.work();
    expect((await states()).sort()).toEqual(['processed', 'quarantined']);
    await expect(setAside()).resolves.toMatchObject([
      {
        sourceId: 'webhooks-alertmanager',
        scopeId: 'main',
        state: 'waiting',
        refusedBy: 'source',
        reason: expect.stringMatching(reason),
      },
    ]);
    // It is there once.
    await expect(letters()).resolves.toEqual([]);
  });

  it('keeps the one alert that it cannot read and takes the others', async () => {
    const odd = { status: 'firing', labels: { alertname: 'Odd' } };
    const body = JSON.parse(delivery([alert('a')]));
    await arrive(JSON.stringify({ ...body, alerts: [odd, ...body.alerts] }));
    await bench.work();
    await expect(states()).resolves.toEqual(['processed']);
    await expect(letters()).resolves.toMatchObject([
      { scopeId: 'main', reason: expect.stringMatching(/startsAt/) },
    ]);
    await expect(stores.reader.listOpen(SHOP)).resolves.toHaveLength(1);
  });

  it('tries again what it could not store, lets others pass, and gives up visibly', async () => {
    await arrive(delivery([alert('bad')]), at(-1));
    await arrive(delivery([alert('good')]));
    const { process } = bench.processor;
    jest
      .spyOn(bench.processor, 'process')
      .mockImplementation(async (...args) => {
        if (args[3][0].fingerprint === 'bad') throw new Error('no luck');
        return process.apply(bench.processor, args);
      });
    await bench.work();
    await expect(states()).resolves.toEqual(['received', 'processed']);
    for (let minute = 1; minute < 5; minute++) {
      await expect(setAside()).resolves.toEqual([]);
      bench.now = at(minute);
      await bench.work();
    }
    await expect(states()).resolves.toEqual(['quarantined', 'processed']);
    await expect(setAside()).resolves.toMatchObject([
      { refusedBy: 'store', reason: 'no luck (5 tries; see the log)' },
    ]);
    expect(bench.logger.error).toHaveBeenCalledTimes(5);
  });

  it('touches nothing while the catalog is out of reach', async () => {
    await arrive(delivery([alert('a')]));
    const loadIndex = jest
      .spyOn(bench, 'loadIndex')
      .mockRejectedValue(new Error('catalog is down'));
    await expect(bench.work()).rejects.toThrow('catalog is down');
    loadIndex.mockRestore();
    await expect(stores.knex('webhook_deliveries')).resolves.toMatchObject([
      { state: 'received', tries: 0 },
    ]);
    await bench.work();
    await expect(states()).resolves.toEqual(['processed']);
  });

  it('stops when it is told to', async () => {
    await arrive(delivery([alert('a')]));
    await bench.worker.run(AbortSignal.abort());
    await expect(states()).resolves.toEqual(['received']);
  });

  it('says when the sender has left alerts out', async () => {
    await arrive(delivery([alert('a')], { truncatedAlerts: 3 }));
    await bench.work();
    expect(bench.logger.info).toHaveBeenCalledWith(
      'main left out 3 alerts; the next poll fetches them',
    );
  });
});
