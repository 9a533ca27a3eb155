import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { FreshnessLookup } from '@opsdeck/backstage-plugin-operations-node';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  DAY,
  ENVIRONMENTS,
  HOUR,
  MINUTE,
  NOW,
  ORDERS,
  ago,
  attempt,
  running,
} from '../__testUtils__/records';
import { DefaultDeploymentsService } from './DefaultDeploymentsService';

const SCOPE = { sourceId: 'kubernetes', scopeId: 'prod' };

function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    ...SCOPE,
    sourceTitle: 'Kubernetes',
    scopeTitle: 'prod',
    cadence: 'PT1M',
    lastSuccessAt: ago(MINUTE),
    lastAttemptAt: ago(MINUTE),
    nextRunAt: ago(0),
    failure: null,
    ...overrides,
  };
}

const openStores = createTestStores();

describe.each(DATABASES)('DefaultDeploymentsService on %s', databaseId => {
  let stores: TestStores;
  let known: Freshness[];
  let service: DefaultDeploymentsService;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    known = [freshness()];
    service = new DefaultDeploymentsService({
      ...stores.database,
      freshness: { lookup: async () => new FreshnessLookup(known) },
      environments: ENVIRONMENTS,
      clock: () => NOW,
    });
  });

  const save = (
    attempts: ReturnType<typeof attempt>[],
    environmentId: string | null = 'production',
  ) =>
    stores.knex.transaction(trx =>
      stores.database.ledger.save(
        trx,
        SCOPE,
        attempts.map(one => ({
          entityRef: ORDERS,
          bindingNote: '',
          environmentId,
          attempt: one,
        })),
        { now: NOW, notBefore: new Date(0) },
      ),
    );
  const saveRunning = (
    workloads: ReturnType<typeof running>[],
    environmentId: string | null = 'production',
  ) =>
    stores.knex.transaction(trx =>
      stores.database.running.save(
        trx,
        SCOPE,
        workloads.map(one => ({
          entityRef: ORDERS,
          bindingNote: '',
          environmentId,
          running: one,
        })),
        NOW,
      ),
    );
  const release = (
    version: string,
    hours: number,
    overrides: Parameters<typeof attempt>[1] = {},
  ) =>
    attempt(`${version}@${hours}`, {
      artifact: { version, digest: null, image: null },
      startedAt: ago(hours * HOUR),
      finishedAt: ago(hours * HOUR),
      ...overrides,
    });

  describe('the overview', () => {
    it('puts what runs, since when, by whom and how far apart into words and cells', async () => {
      await save([
        release('1.42.0', 72),
        release('1.41.0', 90, { status: 'superseded', author: 'ben' }),
      ]);
      await save(
        [release('1.43.0', 5), release('1.42.0', 80, { status: 'superseded' })],
        'staging',
      );
      await saveRunning([running('web')]);
      const overview = await service.getOverview(ORDERS);
      expect(overview).toMatchObject({
        entityRef: ORDERS,
        evaluatedAt: NOW.toISOString(),
        headline:
          'Production runs 1.42.0 for 3 d. Staging is 1 version ahead. Nothing is rolling out.',
        verdict: 'met',
        unmapped: [],
        authors: ['ana', 'ben'],
        sources: [known[0]],
      });
      expect(overview.environments).toMatchObject([
        { environment: { id: 'staging' }, artifact: { version: '1.43.0' } },
        {
          environment: { id: 'production', title: 'Production' },
          artifact: { version: '1.42.0' },
          author: 'ana',
          health: 'healthy',
          drift: { state: 'behind', versions: 1, since: ago(5 * HOUR) },
          freshness: [known[0]],
        },
      ]);
      expect(overview.environments[0].environment).not.toHaveProperty('match');
    });

    it('is unknown when the source was read too long ago', async () => {
      await saveRunning([running('web')]);
      known = [freshness({ lastSuccessAt: ago(HOUR) })];
      await expect(service.getOverview(ORDERS)).resolves.toMatchObject({
        verdict: 'unknown',
        sources: known,
      });
    });

    it('says that what ran was removed', async () => {
      await save([release('1.42.0', 72)]);
      await saveRunning([running('web')]);
      await stores.knex.transaction(trx =>
        stores.database.running.retireUnseen(
          trx,
          SCOPE,
          new Date(NOW.getTime() + 1),
          NOW,
        ),
      );
      await expect(service.getOverview(ORDERS)).resolves.toMatchObject({
        verdict: 'breached',
        environments: [{ artifact: null, workloads: [] }],
      });
    });

    it('names places without an environment once', async () => {
      const environmentFacts = { cluster: 'qa' };
      await save([release('1.42.0', 1, { environmentFacts })], null);
      await saveRunning([running('web', { environmentFacts })], null);
      await expect(service.getOverview(ORDERS)).resolves.toMatchObject({
        verdict: null,
        environments: [],
        unmapped: ['cluster qa'],
      });
    });

    it('names sources that could not be read where nothing is known', async () => {
      known = [
        freshness({ scopeId: 'never', lastSuccessAt: null }),
        freshness({ scopeId: 'fine' }),
      ];
      await expect(service.getOverview(ORDERS)).resolves.toMatchObject({
        verdict: null,
        headline: 'No deployment of this service is known.',
        environments: [],
        sources: [{ scopeId: 'never' }],
      });
    });
  });

  it('lists page by page, with the names of sources and environments', async () => {
    await save([release('1.0', 3), release('2.0', 2), release('3.0', 1)]);
    const first = await service.listDeployments(ORDERS, { limit: 2 });
    expect(first.items).toMatchObject([
      {
        artifact: { version: '3.0' },
        environment: { id: 'production' },
        sources: [{ title: 'Kubernetes prod', providerState: 'Complete' }],
      },
      { artifact: { version: '2.0' } },
    ]);
    const second = await service.listDeployments(ORDERS, {
      limit: 2,
      cursor: first.nextCursor ?? '',
    });
    expect(second).toMatchObject({
      items: [{ artifact: { version: '1.0' } }],
      nextCursor: null,
    });
    await expect(
      service.listDeployments(ORDERS, { limit: 2, cursor: 'forged' }),
    ).rejects.toThrow('The cursor is not one');
  });

  it('answers one deployment with what ran before and what each source says', async () => {
    const history = [
      {
        status: 'running' as const,
        providerState: 'Updated',
        at: ago(HOUR),
        note: 'x',
      },
      {
        status: 'succeeded' as const,
        providerState: 'Complete',
        at: ago(HOUR - MINUTE),
        note: null,
      },
    ];
    await save([release('1.0', 9), release('2.0', 1, { history })]);
    const { items } = await service.listDeployments(ORDERS, { limit: 1 });
    await expect(
      service.getDeployment(ORDERS, items[0].id),
    ).resolves.toMatchObject({
      deployment: { artifact: { version: '2.0' } },
      previous: { artifact: { version: '1.0' } },
      reports: [
        {
          sourceTitle: 'Kubernetes',
          key: '2.0@1',
          providerState: 'Complete',
          history,
          freshness: known[0],
        },
      ],
    });
    known = [];
    await expect(
      service.getDeployment(ORDERS, items[0].id),
    ).resolves.toMatchObject({
      deployment: { sources: [{ title: 'kubernetes' }] },
      reports: [{ sourceTitle: 'kubernetes', freshness: null }],
    });
    await expect(
      service.getDeployment('component:default/other', items[0].id),
    ).rejects.toThrow('has no deployment');
  });

  it('answers the changes of a range, and whether there are more', async () => {
    await save([release('1.0', 30), release('2.0', 2)]);
    await expect(
      service.listChanges(ORDERS, { from: ago(DAY), to: ago(0) }),
    ).resolves.toMatchObject({
      items: [{ artifact: { version: '2.0' } }],
      truncated: false,
    });
    await save(
      Array.from({ length: 501 }, (_, n) =>
        attempt(`many-${n}`, { startedAt: ago(n * 1_000), finishedAt: null }),
      ),
    );
    const changes = await service.listChanges(ORDERS, {
      from: ago(DAY),
      to: ago(0),
    });
    expect(changes.items).toHaveLength(500);
    expect(changes.truncated).toBe(true);
  }, 60_000);
});
