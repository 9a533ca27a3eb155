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
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AlertRecord,
  Incident,
  IncidentsClient,
  alertRecordSchema,
} from '@opsdeck/backstage-plugin-incidents-common';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import {
  Source,
  incidentSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  bothTestDatabases,
  startTestBackend,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { SHOP, alert, delivery, serviceEntity } from './__testUtils__/alerts';
import { DATABASES } from './__testUtils__/databases';
import { incidentsPlugin } from './plugin';

const TOKEN = 'a-token-of-16-or-more';
const WEBHOOK = '/api/incidents/webhooks/alertmanager/main';
const HOOK_CONFIG = {
  opsdeck: {
    incidents: {
      webhooks: {
        alertmanager: [{ id: 'main', token: TOKEN, maxSilence: 'PT1H' }],
      },
    },
  },
};

/** An Alertmanager whose list the test decides. */
class FakeAlertmanager implements Source<AlertRecord> {
  readonly id = 'alertmanager-alerts';
  readonly title = 'Alertmanager';
  readonly provider = 'alertmanager';
  readonly cadence = 'PT1M';
  readonly timeout = 'PT10S';
  readonly reading = 'complete';
  readonly recordSchema = alertRecordSchema;
  readonly requiredPermissions = [];
  readonly policies = [];
  alerts: AlertRecord[] = [];

  async scopes() {
    return [{ id: 'main', title: 'Main', attributes: {} }];
  }

  async *read() {
    yield { records: this.alerts };
  }
}

const sourceModule = (source: FakeAlertmanager) =>
  createBackendModule({
    pluginId: 'incidents',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { sources: incidentSourcesExtensionPoint },
        async init({ sources }) {
          sources.addSource(source);
        },
      });
    },
  });

const databases = bothTestDatabases();

describe.each(DATABASES)('the incidents plugin on %s', databaseId => {
  const source = new FakeAlertmanager();
  const received: { statuses: EntityStatus[]; from: string }[] = [];
  const send = jest.fn(async () => {});
  const scheduler = mockServices.scheduler();
  let knex: Knex;
  let backend: TestBackend;
  let client: IncidentsClient;

  /** The fleet board, and a Deployments tab that nobody may read. */
  const fakeTab = (pluginId: string, route: express.RequestHandler) =>
    createBackendPlugin({
      pluginId,
      register(env) {
        env.registerInit({
          deps: {
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
          },
          async init({ httpAuth, httpRouter }) {
            const router = express.Router().use(express.json());
            router.use(async (req, res, next) => {
              const { principal } = await httpAuth.credentials(req);
              Object.assign(req, { principal });
              route(req, res, next);
            });
            httpRouter.use(router);
          },
        });
      },
    });

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    backend = await startTestBackend({
      features: [
        incidentsPlugin,
        sourceModule(source),
        fakeTab('operations', (req, res) => {
          const { subject } = Reflect.get(req, 'principal');
          const { statuses } = req.body;
          received.push({ statuses, from: subject });
          res.json({ accepted: statuses.length });
        }),
        fakeTab('deployments', (_req, res) => {
          res.status(403).json({ error: { name: 'NotAllowedError' } });
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send }),
        }),
        mockServices.rootConfig.factory({ data: HOOK_CONFIG }),
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        catalogServiceMock.factory({
          entities: [serviceEntity('shop', 'group:default/shop-team')],
        }),
      ],
    });
    client = new IncidentsClient(async (path, init) => {
      const port = backend.server.port();
      const headers = new Headers(init?.headers);
      headers.set('authorization', mockCredentials.user.header());
      return fetch(`http://localhost:${port}/api/incidents${path}`, {
        ...init,
        headers,
      });
    });
  });

  afterAll(async () => {
    await backend?.stop();
  });

  const hook = (body: string, token = TOKEN) =>
    request(backend.server)
      .post(WEBHOOK)
      .set('authorization', `Bearer ${token}`)
      .set('content-type', 'application/json')
      .send(body);
  const poll = async (alerts: AlertRecord[]) => {
    source.alerts = alerts;
    await knex('source_scopes').update({
      next_due_at: new Date().toISOString(),
    });
    await scheduler.triggerTask('collect-alertmanager-alerts-1');
  };
  const boardSays = async () => {
    await scheduler.triggerTask('evaluate-statuses');
    return received
      .flatMap(({ statuses }) => statuses)
      .filter(({ entityRef }) => entityRef === SHOP)
      .at(-1);
  };
  const activeIncident = async (): Promise<Incident> =>
    (await client.getOverview(SHOP)).active[0];

  const fired = alert('a', { startsAt: new Date(Date.now() - 5_000) });

  it('knows nothing until Alertmanager has been read', async () => {
    await expect(boardSays()).resolves.toMatchObject({ verdict: 'unknown' });
    await poll([]);
    await expect(boardSays()).resolves.toMatchObject({
      capability: 'incidents',
      verdict: 'met',
    });
  });

  it('refuses a webhook without the token and stores nothing of it', async () => {
    for (const response of [
      await hook(delivery([fired]), 'another-token-of-16'),
      await request(backend.server).post(WEBHOOK).send({}),
      await request(backend.server)
        .post('/api/incidents/webhooks/alertmanager/other')
        .set('authorization', `Bearer ${TOKEN}`)
        .send({}),
      await request(backend.server)
        .post(WEBHOOK)
        .set('authorization', mockCredentials.user.header())
        .send({}),
    ]) {
      expect(response.status).toBe(401);
    }
    await expect(knex('webhook_deliveries')).resolves.toEqual([]);
  });

  it('opens an incident by a webhook and tells the owner and the board', async () => {
    const response = await hook(delivery([fired]));
    expect(response.status).toBe(202);
    await scheduler.triggerTask('process-webhooks');
    await scheduler.triggerTask('notify-owners');
    const overview = await client.getOverview(SHOP);
    expect(overview).toMatchObject({
      verdict: 'at-risk',
      active: [{ severity: 'P1', state: 'detected', title: 'a fails' }],
      alerts: [{ fingerprint: 'a', incident: overview.active[0].number }],
    });
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: 'group:default/shop-team' },
      }),
    );
    await expect(boardSays()).resolves.toMatchObject({ verdict: 'at-risk' });
  });

  it('speaks of the same alert when it is polled', async () => {
    await poll([fired]);
    const overview = await client.getOverview(SHOP);
    expect(overview.alerts).toHaveLength(1);
    expect(overview.active).toHaveLength(1);
  });

  it('takes the incident through acknowledgement to its end', async () => {
    let incident = await activeIncident();
    const { id } = incident;
    const stale = incident.version;
    incident = await client.changeState(id, {
      state: 'acknowledged',
      expectedVersion: stale,
    });
    expect(incident).toMatchObject({
      acknowledgedBy: 'user:default/mock',
      commander: 'user:default/mock',
    });
    await expect(
      client.changeState(id, { state: 'resolved', expectedVersion: stale }),
    ).rejects.toMatchObject({ statusCode: 409 });
    await client.addNote(id, { text: 'Restarted the pods' });
    await poll([]);
    await expect(activeIncident()).resolves.toMatchObject({
      alertsEndedAt: expect.any(String),
    });
    await client.changeState(id, {
      state: 'resolved',
      expectedVersion: incident.version,
      note: 'It was the pods',
    });
    const detail = await client.getIncident(id);
    expect(detail.events.map(({ type }) => type)).toEqual([
      'opened',
      'alert-joined',
      'state-changed',
      'note',
      'alert-resolved',
      'alerts-ended',
      'state-changed',
    ]);
    expect(detail.gaps).toEqual([
      'Deployments are not shown: you lack the permission to read them',
    ]);
    await expect(boardSays()).resolves.toMatchObject({ verdict: 'met' });
  });

  it('shows a webhook that it cannot read as a dead letter, until a replay succeeds', async () => {
    expect((await hook('{"version":"4"')).status).toBe(202);
    await scheduler.triggerTask('process-webhooks');
    const get = (path: string) =>
      request(backend.server)
        .get(`/api/incidents${path}`)
        .set('authorization', mockCredentials.user.header());
    const letters = '/sources/webhooks-alertmanager/dead-letters';
    const replayAll = () =>
      request(backend.server)
        .post(`/api/incidents${letters}/replay`)
        .set('authorization', mockCredentials.user.header())
        .send({});
    const expectWaiting = async (count: number) => {
      const { body } = await get('/sources');
      expect(body.sources).toMatchObject([
        { id: 'alertmanager-alerts', scopes: [{ id: 'main', deadLetters: 0 }] },
        {
          id: 'webhooks-alertmanager',
          scopes: [{ id: 'main', deadLetters: count }],
        },
      ]);
    };
    await expectWaiting(1);
    const { body } = await get(letters);
    expect(body.items).toMatchObject([{ reason: 'The body is no JSON' }]);
    const [{ id }] = body.items;

    const refused = await replayAll();
    expect(refused.body.results).toEqual([
      { id, outcome: 'kept', reason: 'The body is no JSON' },
    ]);
    await expectWaiting(1);

    // A later version can read it.
    await knex('webhook_deliveries')
      .where({ id })
      .update({ body: Buffer.from(delivery([])) });
    const stored = await replayAll();
    expect(stored.body.results).toEqual([
      { id, outcome: 'replayed', reason: null },
    ]);
    await expectWaiting(0);
  });

  it('declares an incident by hand and finds it by its range', async () => {
    const declared = await client.declare(SHOP, {
      title: 'Checkout is slow',
      severity: 'P3',
    });
    const now = Date.now();
    await expect(
      client.listBetween(SHOP, {
        from: new Date(now - 60_000).toISOString(),
        to: new Date(now + 60_000).toISOString(),
      }),
    ).resolves.toMatchObject([{ severity: 'P1' }, { id: declared.id }]);
  });

  it('reads Alertmanager at once when its webhooks fall silent, and opens what they lost', async () => {
    const lost = alert('lost', { startsAt: new Date(Date.now() - 5_000) });
    const hours = (count: number) =>
      new Date(Date.now() + count * 3_600_000).toISOString();
    const sources = async () => {
      const { body } = await request(backend.server)
        .get('/api/incidents/sources')
        .set('authorization', mockCredentials.user.header());
      return body.sources;
    };
    source.alerts = [lost];
    await knex('webhook_receivers').update({
      last_received_at: hours(-2),
      last_refused_at: null,
    });
    await knex('source_scopes').update({
      last_attempt_at: hours(-1),
      next_due_at: hours(1),
    });
    await scheduler.triggerTask('collect-alertmanager-alerts-1');
    const before = (await client.getOverview(SHOP)).active;
    expect(before.some(({ title }) => title === 'lost fails')).toBe(false);
    expect((await sources())[1].scopes[0].freshness.failure).toMatchObject({
      kind: 'silent',
      message: expect.stringMatching(/^No webhook has come for 2 h;/),
    });

    await scheduler.triggerTask('watch-webhooks');
    await scheduler.triggerTask('collect-alertmanager-alerts-1');
    const opened = (await client.getOverview(SHOP)).active.filter(
      ({ title }) => title === 'lost fails',
    );
    expect(opened).toHaveLength(1);

    // The webhook comes after all: the incident is there already.
    expect((await hook(delivery([lost]))).status).toBe(202);
    await scheduler.triggerTask('process-webhooks');
    const after = (await client.getOverview(SHOP)).active;
    expect(after).toHaveLength(before.length + 1);
  });

  it('reads Alertmanager when somebody has its webhooks read', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    await knex('source_scopes').update({
      last_attempt_at: anHourAgo,
      next_due_at: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const asked = await request(backend.server)
      .post('/api/incidents/sources/webhooks-alertmanager/run')
      .set('authorization', mockCredentials.user.header())
      .send({ scopeId: 'main' });
    expect(asked.status).toBe(202);
    const { next_due_at: dueAt } = await knex('source_scopes').first();
    expect(Date.parse(dueAt)).toBeLessThanOrEqual(Date.now());
  });

  it('processes a webhook that comes twice once', async () => {
    const body = delivery([alert('twice', { severity: 'info' })]);
    for (let times = 0; times < 2; times++) {
      expect((await hook(body)).status).toBe(202);
      await scheduler.triggerTask('process-webhooks');
    }
    const rows = await knex('webhook_deliveries').where(
      'body',
      Buffer.from(body),
    );
    expect(rows).toMatchObject([{ state: 'processed', tries: 1 }]);
  });

  it('opens nothing but the webhook to whoever is not signed in', async () => {
    for (const path of [
      '/entities/component/default/shop',
      '/sources',
      '/webhooks',
    ]) {
      const response = await request(backend.server)
        .get(`/api/incidents${path}`)
        .set('authorization', mockCredentials.none.header());
      expect(response.status).toBe(401);
    }
  });
});

describe('the incidents plugin', () => {
  it('does not start with a receiver that no Alertmanager has the id of', async () => {
    const source = new FakeAlertmanager();
    source.scopes = async () => [];
    await expect(
      startTestBackend({
        features: [
          incidentsPlugin,
          sourceModule(source),
          mockServices.rootConfig.factory({ data: HOOK_CONFIG }),
          catalogServiceMock.factory(),
        ],
      }),
    ).rejects.toThrow(
      /"main" is no instance of opsdeck.providers.alertmanager/,
    );
  });
});
