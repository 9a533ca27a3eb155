import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityLifeState } from '@opsdeck/backstage-plugin-operations-common';
import {
  ProviderServer,
  bothTestDatabases,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import express from 'express';
import request from 'supertest';
import { BoardStore } from '../database/BoardStore';
import { DecisionStore } from './DecisionStore';
import { EntitiesService } from './EntitiesService';
import { createEntitiesRouter } from './createEntitiesRouter';

const databases = bothTestDatabases();
const user = mockCredentials.user.header('user:default/ann');
const FROM = 'component:default/old';
const TO = 'component:default/new';
const DECISION = { from: FROM, to: TO, decision: 'accepted' };

const proposal = (since: string) => ({
  from: FROM,
  to: TO,
  evidence: 'backstage.io/kubernetes-id: x',
  since,
});

describe.each(databases.eachSupportedId())('entities on %s', databaseId => {
  let server: ProviderServer;
  let app: express.Express;
  let entities: EntitiesService;
  let states: Record<string, EntityLifeState>;
  /** Answers of POST, by plugin; 202 where nothing is said. */
  let broken: Set<string>;
  const authorize = jest.fn();
  const fail = jest.fn();
  const auditor = mockServices.auditor.mock();

  beforeEach(async () => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue({ success: jest.fn(), fail });
    authorize.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
    const knex = await databases.init(databaseId);
    await BoardStore.create({ getClient: async () => knex });
    const nothing = { proposals: [], problems: [], halt: null };
    states = {
      backups: {
        ...nothing,
        proposals: [proposal('2026-11-20T10:00:00.000Z')],
      },
      incidents: {
        ...nothing,
        proposals: [proposal('2026-11-20T09:00:00.000Z')],
        problems: [{ entityRef: TO, message: 'still in the catalog' }],
      },
    };
    broken = new Set();
    server = await ProviderServer.start();
    server.play((asked, response) => {
      const [, pluginId] = asked.url.pathname.split('/');
      const known = pluginId in states;
      response.statusCode = known ? 200 : 404;
      if (broken.has(pluginId)) response.statusCode = 500;
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify(
          asked.method === 'GET' ? states[pluginId] ?? {} : { accepted: true },
        ),
      );
    });
    entities = new EntitiesService({
      decisions: new DecisionStore(knex),
      auth: mockServices.auth({ pluginId: 'operations' }),
      discovery: {
        getBaseUrl: async id => `${server.endpoint}/${id}`,
        getExternalBaseUrl: async id => `${server.endpoint}/${id}`,
      },
      logger: mockServices.logger.mock(),
    });
    app = express()
      .use(
        createEntitiesRouter({
          entities,
          httpAuth: mockServices.httpAuth({
            defaultCredentials: mockCredentials.none(),
          }),
          permissions: mockServices.permissions.mock({ authorize }),
          auditor,
        }),
      )
      .use(mockErrorHandler());
  });
  afterEach(() => server.stop());

  const get = async () =>
    (await request(app).get('/entities/life').set('Authorization', user)).body;
  const post = (path: string, body: object = {}, header = user) =>
    request(app)
      .post(`/entities/life/${path}`)
      .set('Authorization', header)
      .send(body);
  const told = () =>
    server.requests
      .filter(({ method }) => method === 'POST')
      .map(({ url }) => url.pathname);

  it('makes one list of what every backend proposes', async () => {
    broken.add('slos');
    const answer = await get();
    expect(answer.proposals).toEqual([
      {
        ...proposal('2026-11-20T09:00:00.000Z'),
        plugins: ['backups', 'incidents'],
      },
    ]);
    expect(answer.plugins).toEqual([
      {
        pluginId: 'slos',
        problem: expect.stringContaining('status 500'),
        problems: [],
        halt: null,
      },
      { pluginId: 'backups', problem: null, problems: [], halt: null },
      expect.objectContaining({
        pluginId: 'incidents',
        problems: [{ entityRef: TO, message: 'still in the catalog' }],
      }),
    ]);
  });

  it('passes a decision on, until everyone has heard of it', async () => {
    await post('decisions', DECISION).expect(202);
    expect(told().filter(path => /backups|incidents/.test(path))).toEqual([
      '/backups/entity-life/decisions',
      '/incidents/entity-life/decisions',
    ]);
    expect((await get()).decisions).toEqual([
      {
        ...DECISION,
        by: 'user:default/ann',
        at: expect.any(String),
        pending: [],
      },
    ]);
  });

  it('tells a backend that was down when it is back', async () => {
    states.slos = { proposals: [], problems: [], halt: null };
    broken.add('slos');
    await post('decisions', DECISION).expect(202);
    expect((await get()).decisions[0].pending).toEqual(['slos']);
    await entities.passOn();
    expect((await get()).decisions[0].pending).toEqual(['slos']);
    broken.clear();
    await entities.passOn();
    expect((await get()).decisions[0].pending).toEqual([]);
    const before = told().length;
    await entities.passOn();
    expect(told()).toHaveLength(before);
  });

  it('decides on nothing that is not proposed', async () => {
    await post('decisions', { ...DECISION, to: 'component:default/x' }).expect(
      409,
    );
    expect(told()).toEqual([]);
    expect(fail).toHaveBeenCalledTimes(1);
  });

  it('confirms a loss', async () => {
    await post('backups/confirm').expect(202);
    expect(told()).toEqual(['/backups/entity-life/confirm']);
    await post('none/confirm').expect(400);
    await post('slos/confirm').expect(404);
  });

  it.each([
    [{}, 400],
    [{ ...DECISION, decision: 'maybe' }, 400],
    [{ ...DECISION, to: FROM }, 400],
  ])('refuses %j', async (body, status) => {
    await post('decisions', body).expect(status);
  });

  it('is for those who may manage entities only, and only for people', async () => {
    authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    await request(app)
      .get('/entities/life')
      .set('Authorization', user)
      .expect(403);
    await post('decisions', DECISION).expect(403);
    await post('backups/confirm').expect(403);
    expect(fail).toHaveBeenCalledTimes(2);
    expect(told()).toEqual([]);
    await request(app).get('/entities/life').expect(401);
    await post('decisions', DECISION, mockCredentials.service.header()).expect(
      403,
    );
  });
});
