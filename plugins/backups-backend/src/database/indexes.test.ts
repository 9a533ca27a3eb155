import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { HOUR, NOW, point, record } from '../__testUtils__/records';

const openStores = createTestStores();

/** Enough rows that a database prefers the right index to reading everything. */
const RESOURCES = 400;

describe.each(DATABASES)('the indexes of backups on %s', databaseId => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await openStores(databaseId);
    const recoveryPoints = Array.from({ length: 12 }, (_, n) =>
      point(`p-${n}`, n * HOUR),
    );
    const writes = Array.from({ length: RESOURCES }, (_, n) => ({
      entityRef: `resource:default/db-${n}`,
      bindingNote: '',
      record: record(`db-${n}`, { recoveryPoints }),
    }));
    await stores.knex.transaction(trx =>
      stores.store.save(trx, { sourceId: 's', scopeId: 's' }, writes, NOW),
    );
    if (databaseId !== 'SQLITE_3') await stores.knex.raw('analyze');
  });

  /** How the database goes about the statement of the given work, as text. */
  async function planOf(work: () => Promise<unknown>): Promise<string> {
    const asked: { sql: string; bindings: string[] }[] = [];
    const listen = (query: { sql: string; bindings: string[] }) =>
      asked.push(query);
    stores.knex.on('query', listen);
    await work();
    stores.knex.removeListener('query', listen);
    const [{ sql, bindings }] = asked;
    const explain =
      databaseId === 'SQLITE_3' ? 'explain query plan' : 'explain';
    return JSON.stringify(
      await stores.knex.raw(
        `${explain} ${sql.replace(/\$\d+/g, '?')}`,
        bindings,
      ),
    );
  }

  it('a tab finds its points by way of the entity', async () => {
    const plan = await planOf(() =>
      stores.store.points.newest(['resource:default/db-7'], 20),
    );
    expect(plan).toContain('protected_resources_entity_idx');
    expect(plan).not.toContain('retention_idx');
    expect(plan).not.toMatch(/Seq Scan|SCAN p\b|SCAN r\b/);
  });

  it('a tab finds its resources by the entity', async () => {
    const plan = await planOf(() =>
      stores.store.listResources(['resource:default/db-7']),
    );
    expect(plan).toContain('protected_resources_entity_idx');
  });

  it.each([
    ['recovery_points', () => stores.store.points.prune(NOW, 10)],
    ['protected_resources', () => stores.store.prune(NOW, 10)],
  ])(
    'the retention of %s does not read what is present',
    async (table, prune) => {
      expect(await planOf(prune)).toContain(`${table}_retention_idx`);
    },
  );
});
