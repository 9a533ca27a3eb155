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
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import { sliSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import {
  bothTestDatabases,
  startTestBackend,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { SlosClient } from '@opsdeck/backstage-plugin-slos-common';
import express from 'express';
import { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { DATABASES } from './__testUtils__/databases';
import { SHOP, shopEntity, sloYaml } from './__testUtils__/documents';
import { FakeSliSource } from './__testUtils__/FakeSliSource';
import { slosPlugin } from './plugin';

const databases = bothTestDatabases();

describe.each(DATABASES)('the SLO plugin on %s', databaseId => {
  const source = new FakeSliSource();
  const received: EntityStatus[] = [];
  const scheduler = mockServices.scheduler();
  let folder: string;
  let knex: Knex;
  let backend: TestBackend;
  let client: SlosClient;

  const sourceModule = createBackendModule({
    pluginId: 'slos',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { sources: sliSourcesExtensionPoint },
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
    folder = await mkdtemp(join(tmpdir(), 'opsdeck-slos-'));
    await writeFile(join(folder, 'slos.yaml'), sloYaml());
    const shop = shopEntity();
    Object.assign(shop.metadata.annotations ?? {}, {
      'backstage.io/managed-by-location': `file:${folder}/catalog-info.yaml`,
    });
    knex = await databases.init(databaseId);
    backend = await startTestBackend({
      features: [
        slosPlugin,
        sourceModule,
        operationsPlugin,
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        catalogServiceMock.factory({ entities: [shop] }),
      ],
    });
    client = new SlosClient((path, init) =>
      fetch(`http://localhost:${backend.server.port()}/api/slos${path}`, {
        ...init,
        headers: { authorization: mockCredentials.user.header() },
      }),
    );
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const due = () =>
    knex('source_scopes').update({ next_due_at: new Date().toISOString() });
  const lastStatus = () =>
    received.filter(({ entityRef }) => entityRef === SHOP).at(-1);

  it('says unknown until the source has been read', async () => {
    await scheduler.triggerTask('collect-slo-documents-1');
    await scheduler.triggerTask('evaluate-statuses');
    await expect(client.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'unknown',
      headline: 'Availability is unknown: no data has been read yet',
      slos: [{ id: 'availability', target: '0.99', sli: null }],
      problems: [],
    });
    expect(lastStatus()).toMatchObject({
      capability: 'slos',
      verdict: 'unknown',
    });
  });

  it('says met once it has, to the tab and to the fleet board', async () => {
    await scheduler.triggerTask('collect-fake-1');
    await scheduler.triggerTask('evaluate-statuses');
    const overview = await client.getOverview(SHOP);
    expect(overview).toMatchObject({
      verdict: 'met',
      slos: [
        {
          sli: expect.closeTo(0.9995, 9),
          coverage: 1,
          method: 'Occurrences',
          budget: { remaining: expect.closeTo(0.95, 9) },
          definition: { file: 'slos.yaml', line: 1 },
          runbook: 'runbooks/availability.md',
          freshness: { sourceId: 'fake', scopeId: 'main' },
        },
      ],
      sources: [{ sourceId: 'slo-documents' }, { sourceId: 'fake' }],
    });
    expect(lastStatus()).toMatchObject({
      verdict: 'met',
      headline: 'Availability: 95 % of the budget left',
      nextChangeAt: expect.any(String),
    });
  });

  it('answers the burn-down from the ledger', async () => {
    const asked = source.asked.length;
    const series = await client.getSeries(SHOP, 'availability');
    expect(series.points.length).toBeGreaterThan(100);
    expect(series.points.length).toBeLessThanOrEqual(500);
    expect(series.points.at(-1)?.remaining).toBeCloseTo(0.95, 9);
    const hour = await client.getSeries(SHOP, 'availability', {
      window: 'PT1H',
    });
    expect(hour.points).toHaveLength(12);
    expect(source.asked).toHaveLength(asked);
  });

  it('answers the file that declares the objective', async () => {
    await expect(client.getDefinition(SHOP, 'availability')).resolves.toEqual({
      id: 'availability',
      place: { file: 'slos.yaml', line: 1, url: null },
      text: sloYaml(),
    });
  });

  it('says breached when the errors come', async () => {
    source.figure = ({ side }) => (side === 'total' ? 100 : 50);
    await knex('slo_ledger').delete();
    await knex('slo_readings').delete();
    await due();
    await scheduler.triggerTask('collect-fake-1');
    await scheduler.triggerTask('evaluate-statuses');
    await expect(client.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'breached',
      headline: 'Availability has overspent its error budget by 4900 %',
      slos: [{ burnTiers: [{ firing: true }, { firing: true }] }],
    });
    expect(lastStatus()).toMatchObject({ verdict: 'breached' });
  });

  it('keeps the last good version of a file that breaks, and says so', async () => {
    await writeFile(
      join(folder, 'slos.yaml'),
      sloYaml().replace('target: 0.99', 'target: 99'),
    );
    await due();
    await scheduler.triggerTask('collect-slo-documents-1');
    const overview = await client.getOverview(SHOP);
    expect(overview.slos).toMatchObject([{ target: '0.99' }]);
    expect(overview.problems).toMatchObject([
      {
        severity: 'error',
        file: 'slos.yaml',
        line: 33,
        lastGoodInUse: true,
        path: 'spec.objectives[0].target',
      },
    ]);
  });

  it('reports the health of its sources', async () => {
    const response = await request(backend.server)
      .get('/api/slos/sources')
      .set('authorization', mockCredentials.user.header());
    expect(response.body.sources).toMatchObject([
      { id: 'slo-documents', provider: 'catalog', scopes: [{ bound: 1 }] },
      {
        id: 'fake',
        scopes: [
          { id: 'main', bound: 1, deadLetters: 0 },
          { id: 'other', bound: 0 },
        ],
      },
    ]);
  });

  it('answers nobody without credentials', async () => {
    const response = await request(backend.server)
      .get('/api/slos/entities/component/default/shop')
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });
});
