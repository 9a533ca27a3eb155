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
  DeploymentRecord,
  DeploymentsClient,
  deploymentRecordSchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import {
  Source,
  deploymentSourcesExtensionPoint,
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
  ENVIRONMENTS,
  MINUTE,
  ORDERS,
  attempt,
  running,
  serviceEntity,
} from './__testUtils__/records';
import { deploymentsPlugin } from './plugin';

/** A provider with one scope, whose answer the test decides. */
class FakeSource implements Source<DeploymentRecord> {
  readonly title = 'Fake provider';
  readonly provider = 'fake';
  readonly cadence = 'PT1M';
  readonly timeout = 'PT10S';
  readonly reading = 'complete';
  readonly recordSchema = deploymentRecordSchema;
  readonly requiredPermissions = [];
  readonly policies = [];

  constructor(readonly id: string, public records: DeploymentRecord[]) {}

  async scopes() {
    return [{ id: 'scope', title: 'the one scope', attributes: {} }];
  }

  async *read() {
    yield { records: this.records };
  }
}

const before = (minutes: number) =>
  new Date(Date.now() - minutes * MINUTE).toISOString();

const databases = bothTestDatabases();

describe.each(DATABASES)('the deployments plugin on %s', databaseId => {
  const release = (key: string, version: string, minutes: number) =>
    attempt(key, {
      artifact: { version, digest: null, image: null },
      startedAt: before(minutes),
      finishedAt: before(minutes - 2),
    });
  const cluster = new FakeSource('cluster', [
    release('rev-7', '1.42.0', 180),
    running('web'),
  ]);
  const pipeline = new FakeSource('pipeline', [
    {
      ...release('42', 'v1.42.0', 182),
      environmentFacts: { githubEnvironment: 'production' },
      author: 'ben',
    },
  ]);
  const received: EntityStatus[] = [];
  const scheduler = mockServices.scheduler();
  let knex: Knex;
  let backend: TestBackend;
  let client: DeploymentsClient;

  const sourcesModule = createBackendModule({
    pluginId: 'deployments',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { sources: deploymentSourcesExtensionPoint },
        async init({ sources }) {
          sources.addSource(cluster);
          sources.addSource(pipeline);
        },
      });
    },
  });

  const operationsPlugin = createBackendPlugin({
    pluginId: 'operations',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use(
            express.Router().post('/statuses', express.json(), (req, res) => {
              received.push(...req.body.statuses);
              res.json({ accepted: req.body.statuses.length });
            }),
          );
        },
      });
    },
  });

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    backend = await startTestBackend({
      features: [
        deploymentsPlugin,
        sourcesModule,
        operationsPlugin,
        mockServices.database.factory({ knex }),
        // Tasks run when the test says so.
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        catalogServiceMock.factory({ entities: [serviceEntity('orders')] }),
        mockServices.rootConfig.factory({
          data: {
            opsdeck: {
              environments: ENVIRONMENTS.map(environment => ({
                ...environment,
                match: environment.match.map(rule => ({ ...rule })),
              })),
            },
          },
        }),
      ],
    });
    client = new DeploymentsClient(async (path, init) => {
      const port = backend.server.port();
      return fetch(`http://localhost:${port}/api/deployments${path}`, {
        ...init,
        headers: { authorization: mockCredentials.user.header() },
      });
    });
  });

  afterAll(async () => {
    await backend.stop();
  });

  const collectAndEvaluate = async () => {
    await knex('source_scopes').update({
      next_due_at: new Date().toISOString(),
    });
    await scheduler.triggerTask('collect-cluster-1');
    await scheduler.triggerTask('collect-pipeline-1');
    await scheduler.triggerTask('evaluate-statuses');
  };
  const lastStatus = () =>
    received.filter(({ entityRef }) => entityRef === ORDERS).at(-1);

  it('knows nothing until the sources have been read, and names them', async () => {
    await scheduler.triggerTask('evaluate-statuses');
    await expect(client.getOverview(ORDERS)).resolves.toMatchObject({
      verdict: null,
      environments: [],
      sources: [{ sourceId: 'cluster' }, { sourceId: 'pipeline' }],
    });
    expect(lastStatus()).toMatchObject({ verdict: null });
  });

  it('shows what runs, to the tab and to the fleet board', async () => {
    await collectAndEvaluate();
    await expect(client.getOverview(ORDERS)).resolves.toMatchObject({
      verdict: 'met',
      headline:
        'Production runs 1.42.0 for 2 h 58 min. Nothing is rolling out.',
      environments: [{ health: 'healthy', author: 'ben' }],
    });
    expect(lastStatus()).toMatchObject({
      capability: 'deployments',
      verdict: 'met',
      headline: '1.42.0 in Production for 2 h 58 min',
    });
  });

  it('shows one deployment that two sources report as one', async () => {
    const { items } = await client.listDeployments(ORDERS);
    expect(items).toHaveLength(1);
    const detail = await client.getDeployment(ORDERS, items[0].id);
    expect(detail.reports.map(({ sourceId, key }) => [sourceId, key])).toEqual([
      ['pipeline', '42'],
      ['cluster', 'rev-7'],
    ]);
  });

  it('says breached when the next rollout fails', async () => {
    const sequence = lastStatus()?.sequence ?? Infinity;
    cluster.records = [
      ...cluster.records,
      { ...release('rev-8', '1.43.0', 5), status: 'failed' },
    ];
    await collectAndEvaluate();
    await expect(client.getOverview(ORDERS)).resolves.toMatchObject({
      verdict: 'breached',
      headline:
        'Production: the deployment of 1.43.0 failed 3 min ago; 1.42.0 still runs. Nothing is rolling out.',
    });
    expect(lastStatus()).toMatchObject({ verdict: 'breached' });
    expect(lastStatus()?.sequence).toBeGreaterThan(sequence);
  });

  it('tells incidents what changed', async () => {
    const changes = await client.listChanges(ORDERS, {
      from: before(60),
      to: before(0),
    });
    expect(changes.items.map(({ artifact }) => artifact.version)).toEqual([
      '1.43.0',
    ]);
  });

  it('reports the health of its sources', async () => {
    const response = await request(backend.server)
      .get('/api/deployments/sources')
      .set('authorization', mockCredentials.user.header());
    expect(response.body.sources).toMatchObject([
      {
        id: 'cluster',
        pluginId: 'deployments',
        scopes: [{ id: 'scope', bound: 3, unbound: 0 }],
      },
      { id: 'pipeline', scopes: [{ bound: 1 }] },
    ]);
  });

  it('answers nobody without credentials', async () => {
    const response = await request(backend.server)
      .get('/api/deployments/entities/component/default/orders')
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });
});
