import {
  TestStores,
  createTestStores,
  DATABASES,
} from '../__testUtils__/databases';
import {
  DAY,
  MINUTE,
  NOW,
  ago,
  arnOf,
  point,
  record,
} from '../__testUtils__/records';
import { BackupStore } from './BackupStore';
import { ResourceWrite } from './rows';

const SCOPE = { sourceId: 'aws-rds', scopeId: '111122223333/eu-west-1' };
const ORDERS = 'resource:default/orders';

function write(name: string, overrides: Partial<ResourceWrite> = {}) {
  return {
    entityRef: `resource:default/${name}`,
    bindingNote: '',
    record: record(name),
    ...overrides,
  };
}

const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const openStores = createTestStores();

describe.each(DATABASES)('BackupStore on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (writes: ResourceWrite[], now = NOW, scope = SCOPE) =>
    stores.knex.transaction(trx => stores.store.save(trx, scope, writes, now));
  const retire = (sweepStartedAt: Date, now: Date) =>
    stores.knex.transaction(trx =>
      stores.store.retireUnseen(trx, SCOPE, sweepStartedAt, now),
    );
  const dump = async () => ({
    resources: await stores.knex('protected_resources').orderBy('resource_key'),
    points: await stores
      .knex('recovery_points')
      .orderBy(['resource_key', 'point_key']),
  });

  it('opens tables that are there already', async () => {
    await save([write('orders')]);
    const again = await BackupStore.create({
      getClient: async () => stores.knex,
    });
    await expect(again.listResources([ORDERS])).resolves.toHaveLength(1);
  });

  it('leaves the migrations to the operator when told so', async () => {
    await stores.knex.schema.dropTable('recovery_points');
    await BackupStore.create({
      getClient: async () => stores.knex,
      migrations: { skip: true },
    });
    await expect(stores.knex.schema.hasTable('recovery_points')).resolves.toBe(
      false,
    );
  });

  it('answers what was read, without the points', async () => {
    await save([write('orders')]);
    const { recoveryPoints: _points, ...facts } = record('orders');
    await expect(stores.store.listResources([ORDERS])).resolves.toEqual([
      {
        ...SCOPE,
        entityRef: ORDERS,
        seenAt: NOW.toISOString(),
        facts,
      },
    ]);
    await expect(stores.store.listResources([])).resolves.toEqual([]);
  });

  it('changes nothing when a page is replayed', async () => {
    await save([write('orders'), write('media')]);
    const before = await dump();
    await save([write('orders'), write('media')]);
    await expect(dump()).resolves.toEqual(before);
  });

  it('takes the last word when a page lists a resource or a point twice', async () => {
    const twice = record('orders', {
      title: 'renamed',
      recoveryPoints: [
        point('a', DAY, { status: 'creating' }),
        point('a', DAY),
      ],
    });
    await save([write('orders'), write('orders', { record: twice })]);
    const { resources, points } = await dump();
    expect(resources).toMatchObject([{ title: 'renamed' }]);
    expect(points).toMatchObject([{ point_key: 'a', status: 'available' }]);
  });

  it('takes more resources and points than fit one statement', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `db-${n}`);
    const recoveryPoints = Array.from({ length: 12 }, (_, n) =>
      point(`p-${n}`, n * DAY),
    );
    await save(
      names.map(name =>
        write(name, { record: record(name, { recoveryPoints }) }),
      ),
    );
    const { resources, points } = await dump();
    expect(resources).toHaveLength(120);
    expect(points).toHaveLength(1440);
  });

  it('takes keys as long as the contract allows', async () => {
    const key = `${'k'.repeat(511)}é`;
    const long = record('orders', {
      key,
      title: 't'.repeat(255),
      recoveryPoints: [
        point(key, DAY, {
          providerStatus: 's'.repeat(255),
          location: 'l'.repeat(255),
        }),
      ],
    });
    await save([write('orders', { record: long })]);
    const { points } = await dump();
    expect(points).toMatchObject([{ resource_key: key, point_key: key }]);
  });

  it('retires what a complete reading did not list, with its points', async () => {
    await save([write('orders'), write('media')]);
    await save([write('media')], at(2));
    await expect(retire(at(1), at(2))).resolves.toEqual([ORDERS]);
    await expect(stores.store.listResources([ORDERS])).resolves.toEqual([]);
    const { resources, points } = await dump();
    expect(resources.map(({ title, gone_at }) => ({ title, gone_at }))).toEqual(
      [
        { title: 'media', gone_at: null },
        { title: 'orders', gone_at: at(2).toISOString() },
      ],
    );
    expect(
      points.filter(({ gone_at }) => gone_at === at(2).toISOString()),
    ).toHaveLength(2);
    await expect(retire(at(1), at(3))).resolves.toEqual([]);
  });

  it('retires nothing of another scope', async () => {
    const other = { ...SCOPE, scopeId: '444455556666/eu-west-1' };
    await save([write('orders')], NOW, other);
    await expect(retire(at(1), at(2))).resolves.toEqual([]);
    await expect(stores.store.listResources([ORDERS])).resolves.toHaveLength(1);
  });

  it('shows a resource again when it re-appears', async () => {
    await save([write('orders')]);
    await retire(at(1), at(2));
    await save([write('orders')], at(3));
    await expect(stores.store.listResources([ORDERS])).resolves.toHaveLength(1);
    const { points } = await dump();
    expect(points).toMatchObject([
      { gone_at: null, first_seen_at: NOW.toISOString() },
      { gone_at: null, first_seen_at: NOW.toISOString() },
    ]);
  });

  it('answers the entities that lost a resource to another or to none', async () => {
    await save([write('orders'), write('media'), write('files')]);
    const left = await save([
      write('orders', { entityRef: 'component:default/shop' }),
      write('media', { entityRef: null }),
      write('files'),
      write('new'),
    ]);
    expect(left.sort()).toEqual([
      'resource:default/media',
      'resource:default/orders',
    ]);
  });

  it('keeps the same key of two sources apart', async () => {
    await save([write('orders')]);
    await save([write('orders')], NOW, { ...SCOPE, sourceId: 'aws-backup' });
    const listed = await stores.store.listResources([ORDERS]);
    expect(listed.map(({ sourceId }) => sourceId)).toEqual([
      'aws-backup',
      'aws-rds',
    ]);
  });

  it('counts bound and unbound resources of a scope', async () => {
    await save([
      write('orders'),
      write('media', { entityRef: null }),
      write('gone', { entityRef: null }),
    ]);
    await save([write('elsewhere')], NOW, { ...SCOPE, scopeId: 'other' });
    await save([write('orders'), write('media', { entityRef: null })], at(2));
    await retire(at(1), at(2));
    await expect(
      stores.knex.transaction(trx => stores.store.countBindings(trx, SCOPE)),
    ).resolves.toEqual({ bound: 1, unbound: 1 });
  });

  it('lists unbound resources page by page and binds each once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    await save(names.map(name => write(name, { entityRef: null })));
    const seen: string[] = [];
    let page = await stores.store.listUnbound(2);
    while (page.length > 0) {
      seen.push(...page.map(({ facts }) => facts.title));
      page = await stores.store.listUnbound(2, page[page.length - 1]);
    }
    expect(seen).toEqual(names);

    const [first] = await stores.store.listUnbound(1);
    await stores.store.bind(first, ORDERS, 'first');
    await stores.store.bind(first, 'resource:default/late', 'too late');
    await expect(stores.store.listResources([ORDERS])).resolves.toHaveLength(1);
    await expect(stores.store.listUnbound(9)).resolves.toHaveLength(4);
  });

  it('retires what no reading has listed for long, and deletes it later', async () => {
    await save([write('old')]);
    await save([write('orders')], at(10));
    await expect(stores.store.retireForgotten(at(5), at(20))).resolves.toBe(1);
    await expect(
      stores.store.listResources(['resource:default/old', ORDERS]),
    ).resolves.toMatchObject([{ facts: { key: arnOf('orders') } }]);

    await expect(stores.store.prune(at(20), 10)).resolves.toBe(0);
    await expect(stores.store.prune(at(21), 10)).resolves.toBe(1);
    await expect(stores.store.points.prune(at(21), 10)).resolves.toBe(2);
    const { resources, points } = await dump();
    expect(resources).toMatchObject([{ title: 'orders' }]);
    expect(points).toHaveLength(2);
  });

  it('sees a stored instant exactly as it was read', async () => {
    await save([write('orders')]);
    const [{ facts }] = await stores.store.listResources([ORDERS]);
    expect(facts.pointInTime?.latest).toBe(ago(3 * MINUTE));
  });
});
