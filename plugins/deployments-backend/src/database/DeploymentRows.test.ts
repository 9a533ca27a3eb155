import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  DAY,
  NOW,
  ORDERS,
  ago,
  attempt,
  running,
} from '../__testUtils__/records';
import { DeploymentBindings } from './DeploymentBindings';
import { DeploymentRows } from './DeploymentRows';

const NEW = 'component:default/new';
const openStores = createTestStores();

describe.each(DATABASES)('DeploymentRows on %s', databaseId => {
  let stores: TestStores;
  let rows: DeploymentRows;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    rows = new DeploymentRows(stores.knex);
  });

  const placement = (entityRef: string | null) => ({
    entityRef,
    bindingNote: 'note',
    environmentId: 'production',
  });
  const saveAttempt = (
    entityRef: string | null,
    sourceId: string,
    ...attempts: ReturnType<typeof attempt>[]
  ) =>
    stores.knex.transaction(trx =>
      stores.database.ledger.save(
        trx,
        { sourceId, scopeId: 'scope' },
        attempts.map(each => ({ ...placement(entityRef), attempt: each })),
        { now: NOW, notBefore: new Date(0) },
      ),
    );
  const saveRunning = (entityRef: string | null, key: string) =>
    stores.knex.transaction(trx =>
      stores.database.running.save(
        trx,
        { sourceId: 'kubernetes', scopeId: 'prod' },
        [{ ...placement(entityRef), running: running(key) }],
        NOW,
      ),
    );
  const rename = (from: string, to: string) =>
    stores.knex.transaction(trx => rows.rename(trx, from, to, NOW));
  const remove = (ref: string) =>
    stores.knex.transaction(trx => rows.remove(trx, ref));
  const list = (ref: string) =>
    stores.database.deployments.page(ref, {}, { limit: 100 });

  it('gives the ledger and what runs to the new ref; deployments keep their ids', async () => {
    await saveAttempt(
      ORDERS,
      'kubernetes',
      attempt('a'),
      attempt('old', { startedAt: ago(9 * DAY), finishedAt: null }),
    );
    await saveRunning(ORDERS, 'web');
    const before = await list(ORDERS);
    expect((await rows.refs()).sort()).toEqual([ORDERS, ORDERS, ORDERS]);
    await rename(ORDERS, NEW);
    expect((await list(NEW)).map(({ id }) => id)).toEqual(
      before.map(({ id }) => id),
    );
    await expect(list(ORDERS)).resolves.toEqual([]);
    await expect(stores.database.running.list(NEW)).resolves.toHaveLength(1);
    expect(new Set(await rows.refs())).toEqual(new Set([NEW]));
  });

  it.each([
    ['old', ORDERS, NEW],
    ['new', NEW, ORDERS],
  ])(
    'makes one of what two sources reported under both refs, the first under the %s one',
    async (_what, first, second) => {
      await saveAttempt(first, 'kubernetes', attempt('k'));
      await saveAttempt(second, 'github', attempt('g'));
      await rename(ORDERS, NEW);
      await expect(list(NEW)).resolves.toMatchObject([
        { sources: [{ sourceId: 'github' }, { sourceId: 'kubernetes' }] },
      ]);
      await expect(stores.knex('deployments')).resolves.toHaveLength(1);
    },
  );

  it('survives a collector that writes under the old ref meanwhile', async () => {
    await saveAttempt(ORDERS, 'kubernetes', attempt('a'));
    await Promise.all([
      rename(ORDERS, NEW),
      saveAttempt(
        ORDERS,
        'kubernetes',
        attempt('a', { author: 'late' }),
        attempt('b'),
      ),
    ]);
    await rename(ORDERS, NEW);
    await expect(list(ORDERS)).resolves.toEqual([]);
    const reports = await stores.knex('deployment_reports');
    expect(reports.map(({ entity_ref }) => entity_ref)).toEqual([NEW, NEW]);
  });

  it('removes everything of a ref, piece by piece, and nothing else', async () => {
    await saveAttempt(ORDERS, 'kubernetes', attempt('a'), attempt('b'));
    await saveRunning(ORDERS, 'web');
    await saveAttempt(NEW, 'kubernetes', attempt('c'));
    while ((await remove(ORDERS)) > 0);
    for (const table of [
      'deployments',
      'deployment_reports',
      'ledger_entities',
    ]) {
      expect(new Set(await stores.knex(table).pluck('entity_ref'))).toEqual(
        new Set([NEW]),
      );
    }
    await expect(stores.knex('running_versions')).resolves.toEqual([]);
    expect(
      new Set(await stores.knex('deployment_transitions').pluck('report_key')),
    ).toEqual(new Set(['c']));
  });

  it('lists whose what runs is, and deployments that are bound alike in one line', async () => {
    await saveAttempt(ORDERS, 'github', attempt('a'), attempt('b'));
    await saveAttempt(null, 'github', attempt('c'));
    await saveRunning(ORDERS, 'web');
    const reader = new DeploymentBindings(stores.knex);
    const titles = async (filter: Parameters<typeof reader.listBindings>[0]) =>
      (await reader.listBindings(filter, { limit: 9 })).map(
        ({ title, record }) => [title, record === null],
      );
    await expect(titles({ sourceId: 'github' })).resolves.toEqual([
      ['2 deployments from scope', true],
      ['1 deployments from scope', false],
    ]);
    await expect(titles({ state: 'unbound' })).resolves.toHaveLength(1);
    await expect(titles({ scopeId: 'scope' })).resolves.toHaveLength(2);
    await expect(titles({ scopeId: 'prod' })).resolves.toHaveLength(1);
    await expect(titles({ scopeId: 'another' })).resolves.toEqual([]);
    await expect(titles({ entityRef: ORDERS })).resolves.toHaveLength(2);
    const [first] = await reader.listBindings({}, { limit: 1 });
    await expect(
      reader.listBindings({}, { after: first, limit: 9 }),
    ).resolves.toHaveLength(2);
  });
});
