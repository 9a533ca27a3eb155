import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  BackupRecord,
  BackupsClient,
  backupRecordSchema,
} from '@opsdeck/backstage-plugin-backups-common';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import {
  Source,
  backupSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  bothTestDatabases,
  startTestBackend,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { DATABASES } from './__testUtils__/databases';
import {
  HOUR,
  MINUTE,
  arnOf,
  databaseEntity,
  point,
  record,
  serviceEntity,
} from './__testUtils__/records';
import { backupsPlugin } from './plugin';

const SHOP = 'component:default/shop';

/** A provider with one scope, whose answer the test decides. */
class FakeSource implements Source<BackupRecord> {
  readonly id = 'fake';
  readonly title = 'Fake provider';
  readonly provider = 'fake';
  readonly cadence = 'PT1M';
  readonly timeout = 'PT10S';
  readonly reading = 'complete';
  readonly recordSchema = backupRecordSchema;
  readonly requiredPermissions = [];
  readonly policies = [];
  restorableAgoMs = MINUTE;

  async scopes() {
    return [{ id: 'scope', title: 'the one scope', attributes: {} }];
  }

  async *read() {
    const latest = new Date(Date.now() - this.restorableAgoMs).toISOString();
    yield {
      records: [
        record('orders', {
          pointInTime: { earliest: null, latest },
          recoveryPoints: [point('old', 24 * HOUR)],
        }),
      ],
    };
  }
}

const databases = bothTestDatabases();

describe.each(DATABASES)('the backups plugin on %s', databaseId => {
  const source = new FakeSource();
  const received: { statuses: EntityStatus[]; from: string }[] = [];
  const scheduler = mockServices.scheduler();
  let knex: Knex;
  let backend: TestBackend;
  let client: BackupsClient;

  const sourceModule = createBackendModule({
    pluginId: 'backups',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { sources: backupSourcesExtensionPoint },
        async init({ sources }) {
          sources.addSource(source);
        },
      });
    },
  });

  const operationsPlugin = createBackendPlugin({
    pluginId: 'operations',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          httpRouter.use(
            express
              .Router()
              .post('/statuses', express.json(), async (req, res) => {
                const { principal } = await httpAuth.credentials(req, {
                  allow: ['service'],
                });
                const { statuses } = req.body;
                received.push({ statuses, from: principal.subject });
                res.json({ accepted: statuses.length });
              }),
          );
        },
      });
    },
  });

  beforeAll(async () => {
    const orders = databaseEntity('orders', { 'opsdeck.io/rpo': 'PT5M' });
    knex = await databases.init(databaseId);
    backend = await startTestBackend({
      features: [
        backupsPlugin,
        sourceModule,
        operationsPlugin,
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        catalogServiceMock.factory({
          entities: [orders, serviceEntity('shop', [orders])],
        }),
      ],
    });
    client = new BackupsClient(async (path, init) => {
      const port = backend.server.port();
      return fetch(`http://localhost:${port}/api/backups${path}`, {
        ...init,
        headers: { authorization: mockCredentials.user.header() },
      });
    });
  });

  afterAll(async () => {
    await backend.stop();
  });

  const collectAndEvaluate = async () => {
    await scheduler.triggerTask('collect-fake-1');
    await scheduler.triggerTask('evaluate-statuses');
  };
  const lastStatusOf = (entityRef: string) =>
    received
      .flatMap(({ statuses }) => statuses)
      .filter(status => status.entityRef === entityRef)
      .at(-1);

  it('says unknown until the source has been read', async () => {
    await scheduler.triggerTask('evaluate-statuses');
    await expect(client.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'unknown',
      resources: [{ title: 'orders', key: null }],
      sources: [{ sourceId: 'fake', lastSuccessAt: null }],
    });
    expect(lastStatusOf(SHOP)).toMatchObject({ verdict: 'unknown' });
  });

  it('says met once it has, to the tab and to the fleet board', async () => {
    await collectAndEvaluate();
    const overview = await client.getOverview(SHOP);
    expect(overview).toMatchObject({
      entityRef: SHOP,
      verdict: 'met',
      headline: 'orders would lose 1 min (allowed 5 min)',
      resources: [
        { key: arnOf('orders'), entityRef: 'resource:default/orders' },
      ],
      sources: [{ sourceId: 'fake', lastSuccessAt: expect.any(String) }],
    });
    for (const entityRef of [SHOP, 'resource:default/orders']) {
      expect(lastStatusOf(entityRef)).toMatchObject({
        capability: 'backups',
        verdict: 'met',
        headline: 'would lose 1 min (allowed 5 min)',
        nextChangeAt: expect.any(String),
      });
    }
    expect(new Set(received.map(({ from }) => from))).toEqual(
      new Set(['plugin:backups']),
    );
  });

  it('says breached when the next reading finds the range stopped', async () => {
    const before = lastStatusOf(SHOP);
    source.restorableAgoMs = 47 * MINUTE;
    await knex('source_scopes').update({
      next_due_at: new Date().toISOString(),
    });
    await collectAndEvaluate();
    await expect(client.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'breached',
      headline: 'orders would lose 47 min (allowed 5 min)',
    });
    const after = lastStatusOf(SHOP);
    expect(after).toMatchObject({ verdict: 'breached' });
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Infinity);
  });

  it('lists the recovery points of the resource', async () => {
    await expect(
      client.listRecoveryPoints(SHOP, { resourceKey: arnOf('orders') }),
    ).resolves.toMatchObject({ items: [{ key: 'old' }], nextCursor: null });
    await expect(
      client.listRecoveryPoints(SHOP, { resourceKey: 'somebody else' }),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('reports the health of its source', async () => {
    const response = await request(backend.server)
      .get('/api/backups/sources')
      .set('authorization', mockCredentials.user.header());
    expect(response.body.sources).toMatchObject([
      {
        id: 'fake',
        pluginId: 'backups',
        scopes: [{ id: 'scope', bound: 1, unbound: 0, deadLetters: 0 }],
      },
    ]);
  });

  it('answers nobody without credentials', async () => {
    const response = await request(backend.server)
      .get('/api/backups/entities/component/default/shop')
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });
});
