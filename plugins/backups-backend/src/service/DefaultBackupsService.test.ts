import { InputError, NotFoundError } from '@backstage/errors';
import {
  BackupRecord,
  backupsOverviewSchema,
} from '@opsdeck/backstage-plugin-backups-common';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { FreshnessLookup } from '@opsdeck/backstage-plugin-operations-node';
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
  ago,
  arnOf,
  databaseEntity,
  point,
  record,
  serviceEntity,
} from '../__testUtils__/records';
import { DefaultBackupsService } from './DefaultBackupsService';

const SCOPE = { sourceId: 'aws-rds', scopeId: '111122223333/eu-west-1' };

function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    ...SCOPE,
    sourceTitle: 'Amazon RDS',
    scopeTitle: 'production eu-west-1',
    cadence: 'PT1M',
    lastSuccessAt: ago(0),
    lastAttemptAt: ago(1_000),
    nextRunAt: ago(-MINUTE),
    failure: null,
    ...overrides,
  };
}

const PRODUCTION = {
  id: 'production',
  title: 'Production',
  tier: 'production' as const,
  order: 3,
};

const openStores = createTestStores();

describe.each(DATABASES)('DefaultBackupsService on %s', databaseId => {
  let stores: TestStores;
  let scopes: Freshness[];
  let service: DefaultBackupsService;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    scopes = [freshness()];
    service = new DefaultBackupsService({
      store: stores.store,
      freshness: { lookup: async () => new FreshnessLookup(scopes) },
      environments: [{ ...PRODUCTION, match: [{ account: '111122223333' }] }],
      clock: () => NOW,
    });
  });

  const save = (
    name: string,
    overrides: Partial<BackupRecord> = {},
    scope = SCOPE,
  ) =>
    stores.knex.transaction(trx =>
      stores.store.save(
        trx,
        scope,
        [
          {
            entityRef: `resource:default/${name}`,
            bindingNote: '',
            record: record(name, overrides),
          },
        ],
        NOW,
      ),
    );

  const orders = () => databaseEntity('orders', { 'opsdeck.io/rpo': 'PT5M' });

  it('says what is promised, configured and observed of a resource', async () => {
    await save('orders');
    const entity = databaseEntity('orders', {
      'opsdeck.io/rpo': 'PT5M',
      'opsdeck.io/rto': 'PT1H',
    });
    const overview = await service.getOverview([entity]);
    expect(backupsOverviewSchema.parse(overview)).toEqual(overview);
    expect(overview).toMatchObject({
      entityRef: 'resource:default/orders',
      evaluatedAt: NOW.toISOString(),
      verdict: 'met',
      headline: 'orders would lose 3 min (allowed 5 min)',
      sources: [freshness()],
      resources: [
        {
          key: arnOf('orders'),
          sourceId: 'aws-rds',
          entityRef: 'resource:default/orders',
          environment: PRODUCTION,
          objective: { rpo: 'PT5M', rto: 'PT1H' },
          recoveryTimeProof: 'not proven yet: no restore test on record',
          protection: { retentionDays: 7 },
          findings: [],
          restorableAt: ago(3 * MINUTE),
          exposureMs: 3 * MINUTE,
          breachAt: null,
          assessment: { verdict: 'met' },
          lastGoodPoint: { key: 'night-0' },
          failedSince: 0,
          freshness: freshness(),
        },
      ],
    });
  });

  it('shows a resource that is declared but that no source has found', async () => {
    const { resources, verdict, sources } = await service.getOverview([
      orders(),
    ]);
    expect(verdict).toBe('unknown');
    expect(resources).toMatchObject([
      {
        key: null,
        title: 'orders',
        type: 'database',
        assessment: {
          verdict: 'unknown',
          reason:
            'No source has found this resource: check its annotations and the data sources',
        },
        freshness: null,
      },
    ]);
    expect(sources).toEqual([]);
  });

  it('shows beside it the scopes that could not be read', async () => {
    const never = freshness({ scopeId: 'new', lastSuccessAt: null });
    const failing = freshness({
      scopeId: 'failing',
      failure: { kind: 'forbidden', message: 'no', at: ago(0) },
    });
    scopes = [freshness(), never, failing];
    const { sources } = await service.getOverview([orders()]);
    expect(sources).toEqual([never, failing]);
  });

  it('has nothing to say where nothing is declared or observed', async () => {
    await expect(
      service.getOverview([databaseEntity('orders')]),
    ).resolves.toMatchObject({ verdict: null, resources: [], sources: [] });
  });

  it('reports an objective that cannot be read, whoever declares it', async () => {
    const shop = serviceEntity('shop', []);
    shop.metadata.annotations = { 'opsdeck.io/rpo': '5 minutes' };
    const { resources, headline } = await service.getOverview([shop]);
    expect(resources).toMatchObject([
      {
        title: 'shop',
        assessment: null,
        objective: { problems: [expect.stringMatching(/^opsdeck.io\/rpo: /)] },
      },
    ]);
    expect(headline).toMatch(/What shop declares cannot be read$/);
  });

  it('lists the resources of an entity and of what it depends on, worst first', async () => {
    await save('orders', {
      pointInTime: { earliest: null, latest: ago(47 * MINUTE) },
    });
    await save('media');
    await save('cache', {}, { ...SCOPE, scopeId: 'removed' });
    const dependencies = [
      databaseEntity('media', { 'opsdeck.io/rpo': 'PT5M' }),
      databaseEntity('cache', { 'opsdeck.io/rpo': 'PT5M' }),
      orders(),
    ];
    const overview = await service.getOverview([
      serviceEntity('shop', dependencies),
      ...dependencies,
    ]);
    expect(
      overview.resources.map(({ title, assessment }) => [
        title,
        assessment?.verdict,
      ]),
    ).toEqual([
      ['orders', 'breached'],
      ['cache', 'unknown'],
      ['media', 'met'],
    ]);
    expect(overview.entityRef).toBe('component:default/shop');
    expect(overview.headline).toBe(
      '1 of 3 objectives is met; orders would lose 47 min (allowed 5 min)',
    );
    expect(overview.sources).toEqual([freshness()]);
  });

  it('asks the database as often for many resources as for one', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await save(name);
    const statements: string[] = [];
    stores.knex.on('query', ({ sql }) => statements.push(sql));
    await service.getOverview(names.map(name => databaseEntity(name)));
    expect(statements).toHaveLength(2);
  });

  it('judges by the last good point behind many failures', async () => {
    const failures = Array.from({ length: 40 }, (_, n) =>
      point(`failed-${n}`, n * MINUTE, { status: 'failed' }),
    );
    await save('orders', {
      pointInTime: null,
      recoveryPoints: [...failures, point('good', 2 * HOUR)],
    });
    const { resources } = await service.getOverview([orders()]);
    expect(resources).toMatchObject([
      {
        lastGoodPoint: { key: 'good' },
        exposureMs: 2 * HOUR,
        failedSince: 20,
        assessment: { verdict: 'breached' },
      },
    ]);
  });

  it('claims nothing when the reading is stale', async () => {
    await save('orders');
    scopes = [freshness({ lastSuccessAt: ago(HOUR) })];
    const { resources } = await service.getOverview([orders()]);
    expect(resources).toMatchObject([
      {
        exposureMs: null,
        assessment: { verdict: 'unknown' },
        restorableAt: ago(3 * MINUTE),
      },
    ]);
  });

  describe('listRecoveryPoints', () => {
    const points = Array.from({ length: 5 }, (_, n) =>
      point(`p-${n}`, (n + 1) * DAY),
    );
    const list = (overrides = {}) =>
      service.listRecoveryPoints([orders()], {
        resourceKey: arnOf('orders'),
        limit: 2,
        ...overrides,
      });

    it('walks all points with the cursors it gives out', async () => {
      await save('orders', { recoveryPoints: points });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ cursor });
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ key }) => key));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(points.map(({ key }) => key));
    });

    it('ends exactly at the last point', async () => {
      await save('orders', { recoveryPoints: points });
      await expect(list({ limit: 5 })).resolves.toMatchObject({
        nextCursor: null,
      });
      await expect(list({ limit: 4 })).resolves.toMatchObject({
        nextCursor: expect.any(String),
      });
    });

    it('tells two sources of one resource apart', async () => {
      await save('orders', { recoveryPoints: [point('rds', DAY)] });
      await save(
        'orders',
        { recoveryPoints: [point('vault', DAY)] },
        { ...SCOPE, sourceId: 'aws-backup' },
      );
      await expect(list({ sourceId: 'aws-rds' })).resolves.toMatchObject({
        items: [{ key: 'rds' }],
      });
      await expect(list({ sourceId: 'aws-backup' })).resolves.toMatchObject({
        items: [{ key: 'vault' }],
      });
    });

    it('refuses the resource of somebody else', async () => {
      await save('orders');
      await save('media');
      await expect(
        list({ resourceKey: arnOf('media') }),
      ).rejects.toBeInstanceOf(NotFoundError);
      await expect(list({ sourceId: 'other' })).rejects.toBeInstanceOf(
        NotFoundError,
      );
    });

    it('refuses a cursor that is not ours', async () => {
      await save('orders');
      await expect(list({ cursor: 'forged' })).rejects.toBeInstanceOf(
        InputError,
      );
    });
  });
});
