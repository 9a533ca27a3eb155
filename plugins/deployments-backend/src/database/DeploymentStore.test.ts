import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  DAY,
  HOUR,
  MINUTE,
  NOW,
  ORDERS,
  ago,
  attempt,
} from '../__testUtils__/records';
import { DeploymentCursor, DeploymentFilter } from './DeploymentStore';

const SCOPE = { sourceId: 'kubernetes', scopeId: 'prod' };

const openStores = createTestStores();

describe.each(DATABASES)('DeploymentStore on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (
    attempts: ReturnType<typeof attempt>[],
    environmentId: string | null = 'production',
    entityRef = ORDERS,
  ) =>
    stores.knex.transaction(trx =>
      stores.database.ledger.save(
        trx,
        SCOPE,
        attempts.map(one => ({
          entityRef,
          bindingNote: '',
          environmentId,
          attempt: one,
        })),
        { now: NOW, notBefore: new Date(0) },
      ),
    );
  const versions = (rows: { artifact: { version: string | null } }[]) =>
    rows.map(({ artifact }) => artifact.version);
  const release = (version: string, hours: number, status = 'superseded') =>
    attempt(`${version}@${hours}`, {
      artifact: { version, digest: null, image: null },
      startedAt: ago(hours * HOUR),
      finishedAt: ago(hours * HOUR - 5 * MINUTE),
      status: status as 'superseded',
    });

  it('lists page by page, newest first, also at equal times', async () => {
    await save(
      Array.from({ length: 25 }, (_, n) =>
        attempt(`a-${n}`, { startedAt: ago((n - (n % 5)) * HOUR) }),
      ),
    );
    const seen: string[] = [];
    let after: DeploymentCursor | undefined;
    for (;;) {
      const page = await stores.database.deployments.page(
        ORDERS,
        {},
        { limit: 4, after },
      );
      seen.push(...page.map(({ id }) => id));
      if (page.length < 4) break;
      after = page[page.length - 1];
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  it.each<[string, DeploymentFilter, string[]]>([
    ['environments', { environmentIds: ['staging'] }, ['3.0']],
    [
      'several',
      { environmentIds: ['staging', 'production'] },
      ['3.0', '2.0', '1.0'],
    ],
    ['statuses', { statuses: ['failed'] }, ['2.0']],
    ['the author', { author: 'ana' }, ['4.0', '3.0', '2.0', '1.0']],
    ['nobody', { author: 'zoe' }, []],
  ])('filters by %s', async (_name, filter, expected) => {
    await save([release('1.0', 30), release('2.0', 20, 'failed')]);
    await save([release('3.0', 10)], 'staging');
    await save([release('4.0', 5)], null);
    await save([release('9.0', 1)], 'staging', 'component:default/other');
    const page = await stores.database.deployments.page(ORDERS, filter, {
      limit: 9,
    });
    expect(versions(page)).toEqual(expected);
  });

  it('answers the newest of one environment', async () => {
    await save([release('1.0', 30), release('2.0', 20), release('3.0', 10)]);
    await save([release('4.0', 5)], 'staging');
    const newest = await stores.database.deployments.newest(
      ORDERS,
      'production',
      2,
    );
    expect(versions(newest)).toEqual(['3.0', '2.0']);
  });

  it('finds what ran there before', async () => {
    await save([
      release('1.0', 30),
      release('2.0', 20, 'failed'),
      release('3.0', 10, 'succeeded'),
    ]);
    await save([release('2.5', 15)], 'staging');
    const { deployments } = stores.database;
    const [newest] = await deployments.newest(ORDERS, 'production', 1);
    const previous = await deployments.previous(newest);
    expect(previous?.artifact.version).toBe('1.0');
    await expect(deployments.previous(previous!)).resolves.toBeUndefined();
    await expect(
      deployments.previous({ ...newest, environmentId: null }),
    ).resolves.toBeUndefined();
  });

  it('finds what was under way in a range', async () => {
    await save([
      release('before', 30),
      attempt('long', {
        artifact: { version: 'long', digest: null, image: null },
        startedAt: ago(20 * HOUR),
        finishedAt: ago(9 * HOUR),
      }),
      release('within', 8),
      attempt('running', {
        artifact: { version: 'running', digest: null, image: null },
        status: 'running',
        startedAt: ago(7 * HOUR),
        finishedAt: null,
      }),
      release('after', 2),
    ]);
    const range = {
      from: new Date(NOW.getTime() - 10 * HOUR),
      to: new Date(NOW.getTime() - 6 * HOUR),
    };
    const { deployments } = stores.database;
    expect(versions(await deployments.during(ORDERS, range, 9))).toEqual([
      'running',
      'within',
      'long',
    ]);
    expect(versions(await deployments.during(ORDERS, range, 1))).toEqual([
      'running',
    ]);
  });

  it('answers one deployment of its entity only', async () => {
    await save([release('1.0', 1)]);
    const { deployments } = stores.database;
    const [{ id }] = await deployments.page(ORDERS, {}, { limit: 1 });
    await expect(deployments.get(ORDERS, id)).resolves.toMatchObject({ id });
    await expect(
      deployments.get('component:default/other', id),
    ).resolves.toBeUndefined();
  });

  it('names authors, unmapped places and scopes', async () => {
    await save([
      attempt('a', { author: 'ben' }),
      attempt('b', { author: 'ana', startedAt: ago(DAY) }),
      attempt('c', { author: null, startedAt: ago(2 * DAY) }),
    ]);
    await save(
      [attempt('d', { environmentFacts: { cluster: 'qa', namespace: 'x' } })],
      null,
    );
    const { deployments } = stores.database;
    await expect(deployments.authors(ORDERS, 9)).resolves.toEqual([
      'ana',
      'ben',
    ]);
    await expect(deployments.unmappedPlaces(ORDERS, 9)).resolves.toEqual([
      'cluster qa, namespace x',
    ]);
    await expect(deployments.scopes(ORDERS)).resolves.toEqual([SCOPE]);
  });
});
