import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { SourcesService } from '../collection';
import { bothTestDatabases } from '../testing';
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
          service: new SourcesService({
            pluginId: 'backups',
            sources: [source],
            store: fixture.store,
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

  it.each(['/sources', '/sources/scripted/dead-letters', '/statuses'])(
    'GET %s refuses who is not signed in',
    async path => {
      expect((await get(path)).status).toBe(401);
    },
  );

  it('POST run refuses who is not signed in, whatever is asked', async () => {
    await run({ scopeId: 'scope' }).expect(401);
    await run({}).expect(401);
    expect(authorize).not.toHaveBeenCalled();
  });

  it.each([
    ['/sources', 'opsdeck.sources.read'],
    ['/sources/scripted/dead-letters', 'opsdeck.sources.read'],
  ])('GET %s needs %s', async (path, permission) => {
    deny();
    const response = await get(path, user).expect(403);
    expect(response.body.error.message).toContain(permission);
  });

  it('GET /sources answers the sources', async () => {
    const { body } = await get('/sources', user).expect(200);
    expect(body.sources).toEqual([
      expect.objectContaining({ id: 'scripted', pluginId: 'backups' }),
    ]);
  });

  it('GET dead letters answers them, and 404 for a source that is not there', async () => {
    const { body } = await get('/sources/scripted/dead-letters', user);
    expect(body.deadLetters).toEqual([
      expect.objectContaining({ reason: 'odd' }),
    ]);
    await get('/sources/none/dead-letters', user).expect(404);
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
