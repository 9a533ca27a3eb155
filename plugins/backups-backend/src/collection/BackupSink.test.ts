import { Entity } from '@backstage/catalog-model';
import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import {
  SinkContext,
  buildEntityIndex,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  MINUTE,
  NOW,
  arnOf,
  databaseEntity,
  record,
  serviceEntity,
} from '../__testUtils__/records';
import { BackupSink } from './BackupSink';

const SCOPE = { id: '111122223333/eu-west-1', title: '', attributes: {} };
const ORDERS = 'resource:default/orders';
const SHOP = 'component:default/shop';

const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const openStores = createTestStores();

describe.each(DATABASES)('BackupSink on %s', databaseId => {
  let stores: TestStores;
  let catalog: Entity[];
  let sink: BackupSink;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    const orders = databaseEntity('orders');
    catalog = [orders, serviceEntity('shop', [orders])];
    sink = new BackupSink({
      store: stores.store,
      statuses: stores.collection.statuses,
      loadIndex: async () => buildEntityIndex(catalog),
      clock: () => at(60),
    });
  });

  /** One run: its pages, then its end. */
  async function run(
    pages: BackupRecord[][],
    overrides: Partial<SinkContext> = {},
  ) {
    const sinkRun = await sink.open();
    const now = overrides.now ?? NOW;
    const inTransaction = <T>(work: (context: SinkContext) => Promise<T>) =>
      stores.knex.transaction(trx =>
        work({
          trx,
          sourceId: 'aws-rds',
          scope: SCOPE,
          runId: 'run',
          sweepStartedAt: now,
          reading: 'complete',
          now,
          ...overrides,
        }),
      );
    for (const page of pages) {
      await inTransaction(context => sinkRun.apply(page, context));
    }
    return inTransaction(context => sinkRun.complete(context));
  }

  const due = (now: Date) =>
    stores.collection.statuses.due(now, 100).then(refs => refs.sort());
  const settle = async () => {
    await stores.knex('entity_statuses').delete();
  };
  const notes = async () =>
    Object.fromEntries(
      (await stores.knex('protected_resources')).map(row => [
        row.title,
        [row.entity_ref, row.binding_note],
      ]),
    );

  it('binds a resource to the entity that claims it and counts the rest', async () => {
    await expect(
      run([[record('orders')], [record('stranger')]]),
    ).resolves.toEqual({ bound: 1, unbound: 1 });
    await expect(notes()).resolves.toEqual({
      orders: [ORDERS, `aws.amazon.com/amazon-rds-arn: ${arnOf('orders')}`],
      stranger: [
        null,
        `no entity carries aws.amazon.com/amazon-rds-arn: ${arnOf('stranger')}`,
      ],
    });
  });

  it('leaves an ambiguous resource unbound and names the candidates', async () => {
    const twin = databaseEntity('orders');
    twin.metadata.name = 'orders-twin';
    catalog.push(twin);
    await expect(run([[record('orders')]])).resolves.toEqual({
      bound: 0,
      unbound: 1,
    });
    await expect(notes()).resolves.toEqual({
      orders: [
        null,
        expect.stringContaining(
          '(resource:default/orders, resource:default/orders-twin)',
        ),
      ],
    });
  });

  it('makes the entity and its dependents due, and nobody else', async () => {
    catalog.push(databaseEntity('media'));
    await run([[record('orders'), record('stranger')]]);
    await expect(due(NOW)).resolves.toEqual([SHOP, ORDERS]);
  });

  it('makes the entities of a vanished resource due', async () => {
    await run([[record('orders')]]);
    await settle();
    await run([[]], { now: at(1) });
    await expect(due(at(1))).resolves.toEqual([SHOP, ORDERS]);
    await expect(stores.store.listResources([ORDERS])).resolves.toEqual([]);
  });

  it('makes the former owner of a resource due when another claims it', async () => {
    await run([[record('orders')]]);
    await settle();
    const heir = databaseEntity('orders');
    heir.metadata.name = 'heir';
    catalog = [
      heir,
      databaseEntity('orders', { 'aws.amazon.com/amazon-rds-arn': '' }),
    ];
    await run([[record('orders')]], { now: at(1) });
    await expect(due(at(1))).resolves.toEqual([
      'resource:default/heir',
      ORDERS,
    ]);
  });

  it('retires nothing when absence proves nothing', async () => {
    await run([[record('orders')]]);
    await expect(
      run([[]], { now: at(1), reading: 'incremental' }),
    ).resolves.toEqual({ bound: 1, unbound: 0 });
  });

  it('retires nothing that an interrupted reading saw before it was resumed', async () => {
    await run([[record('orders')]], { now: at(1) });
    await expect(
      run([[record('stranger')]], { now: at(2), sweepStartedAt: NOW }),
    ).resolves.toEqual({ bound: 1, unbound: 1 });
  });

  it('writes nothing of a page whose transaction fails', async () => {
    const sinkRun = await sink.open();
    await expect(
      stores.knex.transaction(async trx => {
        await sinkRun.apply([record('orders')], {
          trx,
          sourceId: 'aws-rds',
          scope: SCOPE,
          runId: 'run',
          sweepStartedAt: NOW,
          reading: 'complete',
          now: NOW,
        });
        throw new Error('overtaken');
      }),
    ).rejects.toThrow('overtaken');
    await expect(notes()).resolves.toEqual({});
    await expect(due(NOW)).resolves.toEqual([]);
  });

  it('finds the entity of an unbound resource later', async () => {
    const known = catalog;
    catalog = [];
    await run([[record('orders'), record('stranger')]]);
    await settle();
    catalog = known;
    await sink.rebind();
    await expect(notes()).resolves.toMatchObject({
      orders: [ORDERS, `aws.amazon.com/amazon-rds-arn: ${arnOf('orders')}`],
      stranger: [null, expect.stringMatching(/^no entity carries/)],
    });
    await expect(due(at(60))).resolves.toEqual([SHOP, ORDERS]);
  });

  it('does not read the catalog again when everything is bound', async () => {
    await run([[record('orders')]]);
    const loadIndex = jest.fn();
    await new BackupSink({
      store: stores.store,
      statuses: stores.collection.statuses,
      loadIndex,
    }).rebind();
    expect(loadIndex).not.toHaveBeenCalled();
  });
});
