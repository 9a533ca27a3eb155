import { Entity } from '@backstage/catalog-model';
import { DeploymentRecord } from '@opsdeck/backstage-plugin-deployments-common';
import { EnvironmentDefinition } from '@opsdeck/backstage-plugin-operations-common';
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
  DAY,
  ENVIRONMENTS,
  MINUTE,
  NOW,
  ORDERS,
  ago,
  attempt,
  running,
  serviceEntity,
} from '../__testUtils__/records';
import { DeploymentSink } from './DeploymentSink';

const SCOPE = { id: 'prod', title: 'prod', attributes: {} };
const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const openStores = createTestStores();

describe.each(DATABASES)('DeploymentSink on %s', databaseId => {
  let stores: TestStores;
  let catalog: Entity[];

  beforeEach(async () => {
    stores = await openStores(databaseId);
    catalog = [serviceEntity('orders')];
  });

  const sinkFor = (environments: EnvironmentDefinition[] = ENVIRONMENTS) =>
    new DeploymentSink({
      database: stores.database,
      statuses: stores.collection.statuses,
      loadIndex: async () => buildEntityIndex(catalog),
      environments,
      retentionDays: 400,
      clock: () => at(60),
    });

  /** One run: its pages, then its end. */
  async function run(
    pages: DeploymentRecord[][],
    overrides: Partial<SinkContext> = {},
    sink = sinkFor(),
  ) {
    const sinkRun = await sink.open();
    const now = overrides.now ?? NOW;
    const inTransaction = <T>(work: (context: SinkContext) => Promise<T>) =>
      stores.knex.transaction(trx =>
        work({
          trx,
          sourceId: 'kubernetes',
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

  const due = (now: Date) => stores.collection.statuses.due(now, 100);
  const settle = () => stores.knex('entity_statuses').delete();
  const deployments = () =>
    stores.database.deployments.page(ORDERS, {}, { limit: 100 });
  const workloads = () => stores.database.running.list(ORDERS);

  const stranger = [
    { annotation: 'backstage.io/kubernetes-id', value: 'stranger' },
  ];

  it('gives records to who claims them, in the environment that fits, and counts the rest', async () => {
    await expect(
      run([
        [attempt('a'), running('web')],
        [attempt('b', { bindings: stranger }), running('x', { bindings: [] })],
      ]),
    ).resolves.toEqual({ bound: 2, unbound: 2 });
    await expect(deployments()).resolves.toMatchObject([
      { entityRef: ORDERS, environmentId: 'production' },
    ]);
    await expect(workloads()).resolves.toMatchObject([
      { environmentId: 'production' },
    ]);
    await expect(
      stores.knex('deployment_reports').where({ report_key: 'b' }).first(),
    ).resolves.toMatchObject({
      entity_ref: null,
      binding_note: 'no entity carries backstage.io/kubernetes-id: stranger',
    });
  });

  it('does not guess an environment', async () => {
    const environmentFacts = { cluster: 'qa' };
    await run([
      [
        attempt('a', { environmentFacts }),
        running('web', { environmentFacts }),
      ],
    ]);
    await expect(deployments()).resolves.toMatchObject([
      { environmentId: null, place: 'cluster qa' },
    ]);
    await expect(workloads()).resolves.toMatchObject([{ environmentId: null }]);
  });

  it('makes due who has news, and nobody else', async () => {
    catalog.push(serviceEntity('other'));
    await run([[attempt('a'), running('web')]]);
    await expect(due(NOW)).resolves.toEqual([ORDERS]);
    await settle();
    await run([[attempt('a'), running('web')]], { now: at(1) });
    await expect(due(at(1))).resolves.toEqual([]);
  });

  it('marks what a complete reading did not list, and only then', async () => {
    await run([[running('web'), running('worker')]]);
    await settle();
    await run([[running('web')]], { now: at(1), reading: 'incremental' });
    await expect(due(at(1))).resolves.toEqual([]);
    await run([[running('web')]], { now: at(2) });
    await expect(due(at(2))).resolves.toEqual([ORDERS]);
    const gone = (await workloads()).filter(({ goneAt }) => goneAt !== null);
    expect(gone).toMatchObject([{ running: { key: 'worker' } }]);
  });

  it('leaves the history alone when the provider forgets it', async () => {
    await run([[attempt('a'), attempt('b', { startedAt: ago(DAY) })]]);
    await run([[attempt('a')]], { now: at(1) });
    await expect(deployments()).resolves.toHaveLength(2);
  });

  it('does not take in what retention would delete', async () => {
    await run([
      [attempt('a', { startedAt: ago(401 * DAY), finishedAt: null })],
    ]);
    await expect(deployments()).resolves.toEqual([]);
  });

  describe('rebind', () => {
    it('gives records to an entity that the catalog learns of later', async () => {
      catalog = [];
      await run([[attempt('a'), running('web')]]);
      const sink = sinkFor();
      await sink.rebind();
      await expect(deployments()).resolves.toEqual([]);
      await settle();

      catalog = [serviceEntity('orders')];
      await sink.rebind();
      await expect(deployments()).resolves.toHaveLength(1);
      await expect(workloads()).resolves.toHaveLength(1);
      await expect(due(at(60))).resolves.toEqual([ORDERS]);
    });

    it('leaves alone what several entities claim', async () => {
      const twin = serviceEntity('orders');
      twin.metadata.name = 'twin';
      catalog.push(twin);
      await run([[attempt('a')]]);
      await sinkFor().rebind();
      await expect(deployments()).resolves.toEqual([]);
    });

    it('follows a new configuration of the environments, once per process', async () => {
      await run([[attempt('a'), running('web')]]);
      await settle();
      const renamed = sinkFor([{ ...ENVIRONMENTS[1], id: 'live' }]);
      await renamed.rebind();
      await expect(deployments()).resolves.toMatchObject([
        { environmentId: 'live' },
      ]);
      await expect(workloads()).resolves.toMatchObject([
        { environmentId: 'live' },
      ]);
      await expect(due(at(60))).resolves.toEqual([ORDERS]);

      const places = jest.spyOn(stores.database.ledger, 'places');
      await renamed.rebind();
      expect(places).not.toHaveBeenCalled();
    });
  });
});
