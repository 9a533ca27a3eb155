import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  BoardPage,
  BoardRow,
} from '@opsdeck/backstage-plugin-operations-common';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import express from 'express';
import request from 'supertest';
import { NOW, status } from './__testUtils__/board';
import { BoardStore } from './database/BoardStore';
import { createRouter } from './router';
import { OperationsService } from './service/OperationsService';

const user = mockCredentials.user.header();
const serviceOf = (subject: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'operations',
  });

const row: BoardRow = {
  entityRef: 'component:default/shop',
  title: 'shop',
  owner: null,
  system: null,
  tier: null,
  lifecycle: null,
  verdict: null,
  headline: '',
  chips: {},
};
const page: BoardPage = {
  evaluatedAt: '2026-11-20T10:00:00.000Z',
  counts: { breached: 0, 'at-risk': 0, unknown: 0, met: 0, undeclared: 1 },
  rows: [row],
  nextCursor: null,
};

const databases = bothTestDatabases();

describe('the operations router', () => {
  const success = jest.fn(async () => {});
  const fail = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success, fail }),
  });
  const service: jest.Mocked<OperationsService> = {
    getBoard: jest.fn(),
    getEntityBoard: jest.fn(),
    getSources: jest.fn(),
    runSourceNow: jest.fn(),
  };
  let store: BoardStore;
  let app: express.Express;

  beforeEach(async () => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue({ success, fail });
    service.getBoard.mockResolvedValue(page);
    service.getEntityBoard.mockResolvedValue(row);
    service.getSources.mockResolvedValue({ plugins: [] });
    const knex = await databases.init('SQLITE_3');
    store = await BoardStore.create({ getClient: async () => knex });
    app = express()
      .use(
        createRouter({
          service,
          store,
          auditor,
          httpAuth: mockServices.httpAuth({
            pluginId: 'operations',
            defaultCredentials: mockCredentials.none(),
          }),
        }),
      )
      .use(mockErrorHandler());
  });

  const RUN = '/sources/backups/aws-rds/run';

  describe.each([
    ['get', '/board', 'getBoard'],
    ['get', '/board/entity?entityRef=component:default/shop', 'getEntityBoard'],
    ['get', '/sources', 'getSources'],
    ['post', RUN, 'runSourceNow'],
  ] as const)('%s %s', (method, path, name) => {
    const send = (header?: string) => {
      const call = request(app)[method](path).send({ scopeId: 'a' });
      return header ? call.set('Authorization', header) : call;
    };

    it('refuses who is not signed in', async () => {
      await send().expect(401);
      expect(service[name]).not.toHaveBeenCalled();
    });

    it('asks the service with the credentials of the caller', async () => {
      const { statusCode } = await send(user);
      expect([200, 202]).toContain(statusCode);
      expect(service[name]).toHaveBeenCalledTimes(1);
      expect(service[name].mock.calls[0][0]).toEqual({
        credentials: expect.objectContaining({
          principal: { type: 'user', userEntityRef: 'user:default/mock' },
        }),
      });
    });

    it('passes a refusal on', async () => {
      service[name].mockRejectedValue(new NotAllowedError('no'));
      expect((await send(user)).status).toBe(403);
    });
  });

  it('GET /board reads the query, with a limit of its own', async () => {
    await request(app)
      .get('/board?owner=group:default/team&text=100%25&verdict=met&limit=7')
      .set('Authorization', user)
      .expect(200);
    expect(service.getBoard.mock.calls[0][1]).toEqual({
      owner: 'group:default/team',
      text: '100%',
      verdict: 'met',
      limit: 7,
    });
    await request(app).get('/board').set('Authorization', user);
    expect(service.getBoard.mock.calls[1][1]).toEqual({ limit: 50 });
  });

  it.each([
    '/board?limit=0',
    '/board?limit=201',
    '/board?limit=many',
    '/board?verdict=green',
    '/board?owner=a&owner=b',
    `/board?text=${'x'.repeat(201)}`,
    '/board/entity',
    '/board/entity?entityRef=',
  ])('GET %s is bad input', async path => {
    const response = await request(app).get(path).set('Authorization', user);
    expect(response.status).toBe(400);
    expect(service.getBoard).not.toHaveBeenCalled();
  });

  describe('POST run', () => {
    const run = (path: string, body: object, header = user) =>
      request(app).post(path).set('Authorization', header).send(body);

    it('is audited, done or refused', async () => {
      await run(RUN, { scopeId: 'a' }).expect(202, { accepted: true });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'source-run',
          meta: { pluginId: 'backups', sourceId: 'aws-rds', scopeId: 'a' },
        }),
      );
      expect(success).toHaveBeenCalledTimes(1);
      service.runSourceNow.mockRejectedValue(new NotAllowedError('no'));
      await run(RUN, { scopeId: 'a' }).expect(403);
      expect(fail).toHaveBeenCalledTimes(1);
    });

    it('takes the target from the path, not from the body', async () => {
      await run(RUN, { scopeId: 'a', pluginId: 'slos', sourceId: 'other' });
      expect(service.runSourceNow.mock.calls[0][1]).toEqual({
        pluginId: 'backups',
        sourceId: 'aws-rds',
        scopeId: 'a',
      });
    });

    it('is for people', async () => {
      const header = serviceOf('plugin:backups');
      expect((await run(RUN, { scopeId: 'a' }, header)).status).toBe(403);
      expect(service.runSourceNow).not.toHaveBeenCalled();
    });

    it.each([
      ['/sources/catalog/aws-rds/run', { scopeId: 'a' }],
      [RUN, {}],
      [RUN, { scopeId: 7 }],
    ])('%s with %j is bad input', async (path, body) => {
      await run(path, body).expect(400);
      expect(service.runSourceNow).not.toHaveBeenCalled();
    });
  });

  describe('POST /statuses', () => {
    const post = (body: object, header: string) =>
      request(app).post('/statuses').set('Authorization', header).send(body);
    const kept = () => store.listStatuses(['component:default/shop'], NOW);

    it('takes the statuses of a tab from its backend', async () => {
      await post(
        { statuses: [status('shop')] },
        serviceOf('plugin:backups'),
      ).expect(202, { accepted: 1 });
      expect(await kept()).toEqual([status('shop')]);
    });

    it.each([
      'plugin:slos',
      'plugin:catalog',
      'plugin:operations',
      'external:backups',
      'backups',
      'plugin:plugin:backups',
    ])('refuses those of another tab from %s', async subject => {
      await post({ statuses: [status('shop')] }, serviceOf(subject)).expect(
        403,
      );
      expect(await kept()).toEqual([]);
    });

    it('refuses a list that holds one of another tab', async () => {
      const statuses = [status('shop'), status('shop', { capability: 'slos' })];
      await post({ statuses }, serviceOf('plugin:backups')).expect(403);
      expect(await kept()).toEqual([]);
    });

    it('refuses users, and who is not signed in', async () => {
      await post({ statuses: [status('shop')] }, user).expect(403);
      await request(app)
        .post('/statuses')
        .send({ statuses: [status('shop')] })
        .expect(401);
      expect(await kept()).toEqual([]);
    });

    it.each([
      {},
      { statuses: [{ ...status('shop'), verdict: 'green' }] },
      { statuses: [{ ...status('shop'), since: 'yesterday' }] },
      { statuses: [{ ...status('shop'), sequence: -1 }] },
      { statuses: Array.from({ length: 1001 }, () => status('shop')) },
    ])('refuses what is no list of statuses', async body => {
      const response = await post(body, serviceOf('plugin:backups'));
      expect(response.status).toBe(400);
      expect(await kept()).toEqual([]);
    });
  });
});
