import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { MINUTE, NOW, ORDERS, running } from '../__testUtils__/records';
import { RunningWrite } from './RunningStore';

const SCOPE = { sourceId: 'kubernetes', scopeId: 'prod' };

function write(
  key: string,
  overrides: Partial<RunningWrite> = {},
): RunningWrite {
  return {
    entityRef: ORDERS,
    bindingNote: '',
    environmentId: 'production',
    running: running(key),
    ...overrides,
  };
}

const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const openStores = createTestStores();

describe.each(DATABASES)('RunningStore on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (writes: RunningWrite[], now = NOW, scope = SCOPE) =>
    stores.knex.transaction(trx =>
      stores.database.running.save(trx, scope, writes, now),
    );
  const retire = (sweepStartedAt: Date, now: Date) =>
    stores.knex.transaction(trx =>
      stores.database.running.retireUnseen(trx, SCOPE, sweepStartedAt, now),
    );

  it('answers what runs, and whose news a page was', async () => {
    await expect(save([write('web')])).resolves.toEqual([ORDERS]);
    await expect(save([write('web')], at(1))).resolves.toEqual([]);
    await expect(stores.database.running.list(ORDERS)).resolves.toEqual([
      {
        ...SCOPE,
        environmentId: 'production',
        goneAt: null,
        running: running('web'),
      },
    ]);
    await expect(
      save([write('web', { running: running('web', { health: 'degraded' }) })]),
    ).resolves.toEqual([ORDERS]);
    await expect(
      save([write('web', { entityRef: 'component:default/shop' })]),
    ).resolves.toEqual([ORDERS, 'component:default/shop']);
  });

  it('takes more than fits one statement, and a key twice', async () => {
    const many = Array.from({ length: 120 }, (_, n) => write(`w-${n}`));
    await save([...many, write('w-0')]);
    await expect(stores.database.running.list(ORDERS)).resolves.toHaveLength(
      120,
    );
  });

  it('marks what a complete reading of its scope did not list, until it is back', async () => {
    await save([write('web'), write('worker')]);
    await save([write('other')], NOW, { ...SCOPE, scopeId: 'dr' });
    await save([write('web')], at(2));
    await expect(retire(at(1), at(2))).resolves.toEqual([ORDERS]);
    const goneAt = async () =>
      Object.fromEntries(
        (await stores.database.running.list(ORDERS)).map(one => [
          one.running.key,
          one.goneAt,
        ]),
      );
    await expect(goneAt()).resolves.toEqual({
      web: null,
      worker: at(2).toISOString(),
      other: null,
    });
    await expect(save([write('worker')], at(3))).resolves.toEqual([ORDERS]);
    await expect(goneAt()).resolves.toMatchObject({ worker: null });
  });

  it('gives what nobody claimed to an entity, once', async () => {
    const { running: store } = stores.database;
    await save([write('web', { entityRef: null })]);
    const [keys] = await store.unbound();
    await store.bind(keys, ORDERS, 'kubernetes-id');
    await store.bind(keys, 'component:default/late', 'too late');
    await expect(store.list(ORDERS)).resolves.toHaveLength(1);
    await expect(store.unbound()).resolves.toEqual([]);
  });

  it('counts a place for another environment', async () => {
    const { running: store } = stores.database;
    await save([write('web', { environmentId: null })]);
    const [place] = await store.places();
    await expect(
      store.mapPlace(place.environment_facts, 'production'),
    ).resolves.toEqual([ORDERS]);
    await expect(store.list(ORDERS)).resolves.toMatchObject([
      { environmentId: 'production' },
    ]);
  });

  it('counts bound and unbound workloads that are there', async () => {
    await save([write('web'), write('gone'), write('x', { entityRef: null })]);
    await save([write('web'), write('x', { entityRef: null })], at(2));
    await retire(at(1), at(2));
    await expect(
      stores.knex.transaction(trx =>
        stores.database.running.countBindings(trx, SCOPE),
      ),
    ).resolves.toEqual({ total: 2, bound: 1 });
  });
});
