import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SourcesClient } from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import request from 'supertest';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { DefaultSourcesService } from '../collection';
import { bothTestDatabases } from '../testing';
import {
  DeliveryCounts,
  ReceiverStore,
  WebhookInbox,
  WebhooksService,
  bearerScheme,
} from '../webhook';
import { MAIN, newDelivery } from '../webhook/__testUtils__/deliveries';
import { createSourcesRouter } from './createSourcesRouter';

const databases = bothTestDatabases();
const user = mockCredentials.user.header();
const service = mockCredentials.service.header();

describe('createSourcesRouter', () => {
  const success = jest.fn(async () => {});
  const fail = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success, fail }),
  });
  const authorize = jest.fn();
  let app: express.Express;
  let fixture: CollectionFixture;

  beforeEach(async () => {
    jest.clearAllMocks();
    authorize.mockImplementation(async (requests: unknown[]) =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    fixture = await CollectionFixture.create(await databases.init('SQLITE_3'));
    const source = new ScriptedSource(async function* script() {
      yield {
        records: items(1, 1),
        rejected: [{ payload: 'x', reason: 'odd' }],
      };
    });
    source.normalise = () => items(2, 2);
    await fixture.collect(source);
    fixture.clock.advance({ minutes: 1 });
    await fixture.store.statuses.save(
      'backups',
      'component:default/shop',
      { verdict: 'met', headline: 'fine' },
      fixture.clock.read(),
    );
    app = express()
      .use(
        createSourcesRouter({
          capability: 'backups',
          service: new DefaultSourcesService({
            pluginId: 'backups',
            sources: [source],
            store: fixture.store,
            sink: fixture.sink,
            webhooks: new WebhooksService({
              pluginId: 'backups',
              receivers: [
                { ...MAIN, scheme: bearerScheme([]), maxBodyBytes: 1024 },
              ],
              store: new ReceiverStore(fixture.knex),
              counts: new DeliveryCounts(fixture.knex),
              quarantine: fixture.store.quarantine,
              processDue: async () => {},
              clock: fixture.clock.read,
            }),
            clock: fixture.clock.read,
          }),
          statuses: fixture.store.statuses,
          httpAuth: mockServices.httpAuth({
            defaultCredentials: mockCredentials.none(),
          }),
          permissions: mockServices.permissions.mock({ authorize }),
          auditor,
        }),
      )
      .post('/raw', express.text({ type: '*/*', limit: '1mb' }), (req, res) =>
        res.json({ length: req.body.length }),
      )
      .use(mockErrorHandler());
  });

  const deny = () =>
    authorize.mockImplementation(async (requests: unknown[]) =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    );
  const run = (body: object, header?: string, sourceId = 'scripted') => {
    const call = request(app).post(`/sources/${sourceId}/run`).send(body);
    return header ? call.set('Authorization', header) : call;
  };
  const get = (path: string, header?: string) => {
    const call = request(app).get(path);
    return header ? call.set('Authorization', header) : call;
  };

  /** The contract's own client, over this router. */
  const clientOf = (header: string) =>
    new SourcesClient(async (path, init) => {
      const call =
        init?.method === 'POST'
          ? request(app).post(path)
          : request(app).get(path);
      const sent = call.set('Authorization', header);
      const answer = await (init?.body
        ? sent.type('json').send(String(init.body))
        : sent);
      return new Response(answer.text, {
        status: answer.status,
        headers: { 'content-type': 'application/json' },
      });
    });

  it.each([
    '/sources',
    '/sources/scripted/policy',
    '/sources/scripted/runs?scopeId=scope',
    '/sources/scripted/dead-letters',
    '/sources/scripted/dead-letters/x',
    '/statuses',
  ])('GET %s refuses who is not signed in', async path => {
    expect((await get(path)).status).toBe(401);
  });

  it('POST run refuses who is not signed in, whatever is asked', async () => {
    await run({ scopeId: 'scope' }).expect(401);
    await run({}).expect(401);
    expect(authorize).not.toHaveBeenCalled();
  });

  it.each([
    ['/sources', 'opsdeck.sources.read'],
    ['/sources/scripted/policy', 'opsdeck.sources.read'],
    ['/sources/scripted/runs?scopeId=scope', 'opsdeck.sources.read'],
    ['/sources/scripted/dead-letters', 'opsdeck.sources.read'],
    ['/sources/scripted/dead-letters/x', 'opsdeck.sources.read'],
  ])('GET %s needs %s', async (path, permission) => {
    deny();
    const response = await get(path, user).expect(403);
    expect(response.body.error.message).toContain(permission);
  });

  it('GET /sources answers the sources', async () => {
    const { body } = await get('/sources', user).expect(200);
    expect(body.sources).toEqual([
      expect.objectContaining({ id: 'scripted', pluginId: 'backups' }),
      expect.objectContaining({ id: 'webhooks-alertmanager' }),
    ]);
  });

  it.each([
    '/sources/none/policy',
    '/sources/none/runs?scopeId=scope',
    '/sources/none/dead-letters',
    '/sources/none/dead-letters/x',
    '/sources/scripted/dead-letters/x',
  ])('GET %s is not found', async path => {
    expect((await get(path, user)).status).toBe(404);
  });

  it.each([
    '/sources/scripted/runs',
    '/sources/scripted/runs?scopeId=scope&limit=0',
    '/sources/scripted/dead-letters?limit=201',
    '/sources/scripted/dead-letters?state=lost',
    '/sources/scripted/dead-letters?cursor=nonsense',
    `/sources/scripted/dead-letters?cursor=${'x'.repeat(2_001)}`,
  ])('GET %s is bad input', async path => {
    expect((await get(path, user)).status).toBe(400);
  });

  it('GET answers as the client of the contract expects', async () => {
    const client = clientOf(user);
    expect(await client.getPolicies('scripted')).toEqual({
      requiredPermissions: ['items:List'],
      policies: [{ title: 'Policy', format: 'text', text: 'items:List' }],
    });
    const runs = await client.listRuns('scripted', { scopeId: 'scope' });
    expect(runs.items).toEqual([
      expect.objectContaining({ outcome: 'succeeded', records: 1 }),
    ]);
    const letters = await client.listDeadLetters('scripted', {
      state: 'waiting',
    });
    expect(letters).toMatchObject({
      items: [{ reason: 'odd', refusedBy: 'source' }],
      counts: { waiting: 1, replayed: 0, archived: 0 },
      nextCursor: null,
    });
    expect(
      await client.getDeadLetter('scripted', letters.items[0].id),
    ).toMatchObject({ payload: 'x' });
    expect(await client.listSources()).toHaveLength(2);
  });

  describe('a replay', () => {
    const letterId = async () =>
      (await fixture.store.deadLetters.list('scripted', 1))[0].id;
    const paths = async () => [
      '/sources/scripted/dead-letters/replay',
      `/sources/scripted/dead-letters/${await letterId()}/replay`,
    ];

    it('refuses who is not signed in, and who lacks the permission', async () => {
      for (const path of await paths()) {
        await request(app).post(path).send({}).expect(401);
      }
      deny();
      for (const path of await paths()) {
        const refusal = await request(app)
          .post(path)
          .set('Authorization', user)
          .send({})
          .expect(403);
        expect(refusal.body.error.message).toContain('opsdeck.sources.run');
      }
      expect(fail).toHaveBeenCalledTimes(2);
      expect(success).not.toHaveBeenCalled();
    });

    it('answers what became of each letter, and writes it into the audit', async () => {
      const id = await letterId();
      const client = clientOf(user);
      const result = { id, outcome: 'replayed', reason: null };
      expect(await client.replayDeadLetters('scripted')).toEqual({
        results: [result],
        remaining: 0,
      });
      expect(success).toHaveBeenLastCalledWith({
        meta: { results: [result], remaining: 0 },
      });
      expect(await client.replayDeadLetter('scripted', id)).toEqual(result);
      expect(success).toHaveBeenLastCalledWith({ meta: result });
      await expect(
        client.replayDeadLetter('scripted', 'none'),
      ).rejects.toMatchObject({ statusCode: 404 });
    });
  });

  it('serves what webhook receivers have set aside as dead letters', async () => {
    const now = fixture.clock.read();
    const inbox = new WebhookInbox(fixture.knex);
    await inbox.add(newDelivery('{"token":"hunter2"}', { now }), now);
    const claim = await inbox.claim(now, 1000);
    if (!claim) throw new Error('nothing is due');
    const refusal = { reason: 'odd', refusedBy: 'source' } as const;
    await inbox.transaction(trx => inbox.quarantine(trx, claim, refusal, now));
    const source = 'webhooks-alertmanager';
    const path = `/sources/${source}/dead-letters`;
    await get(path).expect(401);
    await request(app).post(`${path}/${claim.id}/replay`).expect(401);

    const client = clientOf(user);
    expect(await client.listSources()).toMatchObject([
      { id: 'scripted' },
      { id: source, scopes: [{ id: 'main', deadLetters: 1 }] },
    ]);
    const letters = await client.listDeadLetters(source, { scopeId: 'main' });
    expect(letters).toMatchObject({
      items: [{ id: claim.id, scopeId: 'main', reason: 'odd' }],
      counts: { waiting: 1 },
    });
    const { payload } = await client.getDeadLetter(source, claim.id);
    expect(JSON.parse(payload)).toEqual({ token: '[redacted]' });
    await expect(client.getDeadLetter(source, 'none')).rejects.toMatchObject({
      statusCode: 404,
    });
    // Nothing works on deliveries here.
    const result = {
      id: claim.id,
      outcome: 'queued',
      reason: expect.any(String),
    };
    expect(await client.replayDeadLetters(source)).toEqual({
      results: [result],
      remaining: 0,
    });
    expect(success).toHaveBeenLastCalledWith({
      meta: { results: [result], remaining: 0 },
    });
    expect(await client.replayDeadLetter(source, claim.id)).toEqual(result);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'dead-letter-replay',
        meta: { sourceId: source, letterId: claim.id },
      }),
    );
    expect(await client.getPolicies(source)).toEqual({
      requiredPermissions: [],
      policies: [],
    });
    expect((await client.listRuns(source, { scopeId: 'main' })).items).toEqual(
      [],
    );
    deny();
    await get(path, user).expect(403);
    await request(app)
      .post(`${path}/${claim.id}/replay`)
      .set('Authorization', user)
      .expect(403);
  });

  it('POST run makes the scope due and is audited', async () => {
    await run({ scopeId: 'scope' }, user).expect(202, { accepted: true });
    const row = await fixture.store.scopes.get('scripted', 'scope');
    expect(row?.next_due_at).toBe(fixture.clock.read().toISOString());
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'source-run',
        meta: { sourceId: 'scripted', scopeId: 'scope' },
      }),
    );
    expect(success).toHaveBeenCalledTimes(1);
  });

  it('POST run needs its permission; the attempt is audited', async () => {
    deny();
    await run({ scopeId: 'scope' }, user).expect(403);
    expect(fail).toHaveBeenCalledTimes(1);
    expect(success).not.toHaveBeenCalled();
    expect(authorize.mock.calls[0][0]).toEqual([
      {
        permission: expect.objectContaining({ name: 'opsdeck.sources.run' }),
      },
    ]);
  });

  it.each([
    [{}, 400],
    [{ scopeId: '' }, 400],
    [{ scopeId: 7 }, 400],
    [{ scopeId: 'x'.repeat(256) }, 400],
    [{ scopeId: 'none' }, 404],
  ])('POST run of %j is %d', async (body, status) => {
    expect((await run(body, user)).status).toBe(status);
  });

  it('GET /statuses is for services', async () => {
    await get('/statuses', user).expect(403);
    const { body } = await get('/statuses?limit=10', service).expect(200);
    expect(body.statuses).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/shop',
        capability: 'backups',
      }),
    ]);
    await get('/statuses?after=component:default/shop', service).expect(200, {
      statuses: [],
    });
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', `after=${'x'.repeat(256)}`])(
    'GET /statuses?%s is bad input',
    async query => {
      expect((await get(`/statuses?${query}`, service)).status).toBe(400);
    },
  );

  it('leaves the bodies of other routes alone', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(200_000) });
    const response = await request(app)
      .post('/raw')
      .set('Content-Type', 'application/json')
      .send(body);
    expect(response.body).toEqual({ length: body.length });
  });
});
