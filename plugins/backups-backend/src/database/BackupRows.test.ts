import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW, record } from '../__testUtils__/records';
import { BackupBindings } from './BackupBindings';
import { BackupRows } from './BackupRows';

const A = 'resource:default/a';
const B = 'resource:default/b';
const SCOPE = { sourceId: 'aws-rds', scopeId: 'prod' };

const openStores = createTestStores();

describe.each(DATABASES)('BackupRows on %s', databaseId => {
  let stores: TestStores;
  let rows: BackupRows;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    rows = new BackupRows(stores.knex);
    const owned = [
      ['orders', A],
      ['billing', B],
      ['stranger', null],
    ] as const;
    await stores.knex.transaction(trx =>
      stores.store.save(
        trx,
        SCOPE,
        owned.map(([name, entityRef]) => ({
          record: record(name),
          entityRef,
          bindingNote: 'note',
        })),
        NOW,
      ),
    );
  });

  const titles = async (...refs: string[]) =>
    (await stores.store.listResources(refs)).map(({ facts }) => facts.title);

  it('names every ref once', async () => {
    await expect(rows.refs()).resolves.toEqual([A, B]);
  });

  it('gives resources to the new ref, with their points', async () => {
    await stores.knex.transaction(trx => rows.rename(trx, A, B));
    await expect(titles(B)).resolves.toEqual(['billing', 'orders']);
    await expect(titles(A)).resolves.toEqual([]);
    await expect(stores.knex('recovery_points')).resolves.toHaveLength(6);
  });

  it('removes resources with their points, and nobody else’s', async () => {
    const remove = () => stores.knex.transaction(trx => rows.remove(trx, A));
    await expect(remove()).resolves.toBe(1);
    await expect(remove()).resolves.toBe(0);
    await expect(titles(A, B)).resolves.toEqual(['billing']);
    await expect(stores.knex('recovery_points')).resolves.toHaveLength(4);
  });

  it('lists whose the resources are, a page at a time', async () => {
    const reader = new BackupBindings(stores.knex);
    const seen: string[] = [];
    let after: { sourceId: string; key: string } | undefined;
    for (let turn = 0; turn < 4; turn++) {
      const [item] = await reader.listBindings(
        { sourceId: 'aws-rds' },
        { after, limit: 1 },
      );
      if (!item) break;
      seen.push(item.title);
      after = item;
    }
    expect(seen).toEqual(['billing', 'orders', 'stranger']);
    const titled = async (filter: Parameters<typeof reader.listBindings>[0]) =>
      (await reader.listBindings(filter, { limit: 9 })).map(
        ({ title }) => title,
      );
    await expect(titled({ state: 'unbound' })).resolves.toEqual(['stranger']);
    await expect(titled({ state: 'bound' })).resolves.toEqual([
      'billing',
      'orders',
    ]);
    await expect(titled({ entityRef: B })).resolves.toEqual(['billing']);
    await expect(titled({ sourceId: 'x' })).resolves.toEqual([]);
    const sourceId = 'aws-rds';
    await expect(titled({ sourceId, scopeId: 'x' })).resolves.toEqual([]);
    const [{ scopeId }] = await reader.listBindings({}, { limit: 1 });
    await expect(titled({ sourceId, scopeId })).resolves.toHaveLength(3);
  });
});
