import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { IncidentsOverview } from '@opsdeck/backstage-plugin-incidents-common';
import express from 'express';
import request from 'supertest';
import { NOW, SHOP } from './__testUtils__/alerts';
import { ID, detail, incident } from './__testUtils__/incidents';
import { createRouter } from './router';
import { IncidentsService } from './service/IncidentsService';

const overview: IncidentsOverview = {
  entityRef: SHOP,
  evaluatedAt: NOW.toISOString(),
  headline: 'All is well',
  verdict: 'met',
  active: [],
  alerts: [],
  recent: [],
  sources: [],
};

const ENTITY = '/entities/component/default/shop';
const RANGE = `${ENTITY}/incidents?from=2026-11-20T10:00:00Z&to=2026-11-20T12:00:00%2B01:00`;
const INCIDENT = `/incidents/${ID}`;
const credentials = mockCredentials.user('user:default/olga');

/** Every write: path, a good body, and what the service is asked. */
const WRITES = [
  [
    'declare',
    `${ENTITY}/incidents`,
    { title: ' Checkout fails ', severity: 'P1' },
    { entityRef: SHOP, credentials },
    { title: 'Checkout fails', severity: 'P1' },
  ],
  [
    'changeState',
    `${INCIDENT}/state`,
    { state: 'acknowledged', expectedVersion: 1 },
    { incidentId: ID, credentials },
    { state: 'acknowledged', expectedVersion: 1 },
  ],
  [
    'changeSeverity',
    `${INCIDENT}/severity`,
    { severity: 'P2', expectedVersion: 1, reason: 'only some users' },
    { incidentId: ID, credentials },
    { severity: 'P2', expectedVersion: 1, reason: 'only some users' },
  ],
  [
    'addNote',
    `${INCIDENT}/notes`,
    { text: ' looking ' },
    { incidentId: ID, credentials },
    { text: 'looking' },
  ],
] as const;

describe('the Incidents API', () => {
  const service: jest.Mocked<IncidentsService> = {
    getOverview: jest.fn(),
    listBetween: jest.fn(),
    getIncident: jest.fn(),
    declare: jest.fn(),
    changeState: jest.fn(),
    changeSeverity: jest.fn(),
    addNote: jest.fn(),
  };
  const auditor = mockServices.auditor.mock();
  const audit = { success: jest.fn(), fail: jest.fn() };
  const app = express();
  app.use(
    createRouter({ service, auditor, httpAuth: mockServices.httpAuth() }),
  );
  app.use(mockErrorHandler());

  const olga = mockCredentials.user.header('user:default/olga');
  const get = (path: string, authorization = olga) =>
    request(app).get(path).set('authorization', authorization);
  const post = (path: string, body: unknown, authorization = olga) =>
    request(app)
      .post(path)
      .set('authorization', authorization)
      .send(body as object);

  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(audit);
    service.getOverview.mockResolvedValue(overview);
    service.listBetween.mockResolvedValue([incident]);
    service.getIncident.mockResolvedValue(detail);
    for (const [method] of WRITES) service[method].mockResolvedValue(incident);
  });

  it('answers the overview of an entity', async () => {
    const response = await get(ENTITY);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(overview);
    expect(service.getOverview).toHaveBeenCalledWith({
      entityRef: SHOP,
      credentials,
    });
  });

  it('answers the incidents of a range', async () => {
    const response = await get(RANGE);
    expect(response.body).toEqual({ items: [incident] });
    expect(service.listBetween).toHaveBeenCalledWith(
      { entityRef: SHOP, credentials },
      {
        from: new Date('2026-11-20T10:00:00Z'),
        to: new Date('2026-11-20T11:00:00Z'),
      },
    );
  });

  it('answers one incident', async () => {
    const response = await get(INCIDENT);
    expect(response.body).toEqual(detail);
    expect(service.getIncident).toHaveBeenCalledWith({
      incidentId: ID,
      credentials,
    });
  });

  it.each(WRITES)(
    'passes %s on, audited',
    async (method, path, body, asked, input) => {
      const response = await post(path, body);
      expect(response.status).toBe(method === 'declare' ? 201 : 200);
      expect(response.body).toEqual(incident);
      expect(service[method]).toHaveBeenCalledWith(asked, input);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: expect.stringMatching(/^incident-/),
          meta: expect.objectContaining(input),
        }),
      );
      expect(audit.success).toHaveBeenCalledTimes(1);
    },
  );

  it.each(WRITES)(
    'passes a refusal of %s on, audited too',
    async (method, path, body) => {
      const refusals = [
        [403, new NotAllowedError('needs opsdeck.incidents.write')],
        [404, new NotFoundError('No incident')],
        [409, new ConflictError('INC-2026-001 is resolved, P1 (version 3)')],
        [400, new InputError('INC-2026-001 is closed')],
      ] as const;
      for (const [status, error] of refusals) {
        service[method].mockRejectedValueOnce(error);
        const response = await post(path, body);
        expect(response.status).toBe(status);
        expect(response.body.error.message).toBe(error.message);
      }
      expect(audit.fail).toHaveBeenCalledTimes(refusals.length);
      expect(audit.success).not.toHaveBeenCalled();
    },
  );

  it.each([ENTITY, RANGE, INCIDENT])(
    'passes a refusal to read %s on',
    async path => {
      const error = new NotAllowedError('needs opsdeck.incidents.read');
      service.getOverview.mockRejectedValue(error);
      service.listBetween.mockRejectedValue(error);
      service.getIncident.mockRejectedValue(error);
      const response = await get(path);
      expect(response.status).toBe(403);
    },
  );

  it('answers other backends too', async () => {
    const header = mockCredentials.service.header();
    expect((await get(RANGE, header)).status).toBe(200);
  });

  it('refuses whoever is not signed in, whatever is asked', async () => {
    const none = mockCredentials.none.header();
    const answers = [
      await get(ENTITY, none),
      await get(`${ENTITY}/incidents`, none),
      await get('/incidents/odd', none),
      ...(await Promise.all(WRITES.map(([, path]) => post(path, {}, none)))),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(401));
    for (const method of Object.values(service)) {
      expect(method).not.toHaveBeenCalled();
    }
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it.each([
    [
      'a name that is too long',
      `/entities/component/default/${'x'.repeat(64)}`,
    ],
    ['a range without end', `${ENTITY}/incidents?from=2026-11-20T10:00:00Z`],
    ['a range of words', `${ENTITY}/incidents?from=yesterday&to=today`],
    [
      'a range that ends before it begins',
      `${ENTITY}/incidents?from=2026-11-20T10:00:00Z&to=2026-11-20T09:00:00Z`,
    ],
    ['an id that is none', '/incidents/INC-2026-001'],
    ['an id with more', `/incidents/${ID}'--`],
  ])('refuses %s with 400', async (_what, path) => {
    expect((await get(path)).status).toBe(400);
  });

  const state = { state: 'acknowledged', expectedVersion: 1 };
  it.each([
    ['no title', `${ENTITY}/incidents`, { severity: 'P1' }],
    ['a blank title', `${ENTITY}/incidents`, { title: '    ', severity: 'P1' }],
    [
      'a title that is too long',
      `${ENTITY}/incidents`,
      { title: 'x'.repeat(201), severity: 'P1' },
    ],
    [
      'an odd severity',
      `${ENTITY}/incidents`,
      { title: 'abc', severity: 'P0' },
    ],
    [
      'a field of one’s own',
      `${ENTITY}/incidents`,
      { title: 'abc', severity: 'P1', openedBy: 'user:default/other' },
    ],
    ['an odd state', `${INCIDENT}/state`, { ...state, state: 'forgotten' }],
    ['no version', `${INCIDENT}/state`, { state: 'acknowledged' }],
    [
      'a version as text',
      `${INCIDENT}/state`,
      { ...state, expectedVersion: '1' },
    ],
    [
      'a version of zero',
      `${INCIDENT}/state`,
      { ...state, expectedVersion: 0 },
    ],
    [
      'a severity without a reason',
      `${INCIDENT}/severity`,
      { severity: 'P2', expectedVersion: 1, reason: ' ' },
    ],
    ['an empty note', `${INCIDENT}/notes`, { text: '' }],
    [
      'a note that is too long',
      `${INCIDENT}/notes`,
      { text: 'x'.repeat(5001) },
    ],
    ['a body that is a list', `${INCIDENT}/notes`, []],
  ])('refuses %s with 400 and writes nothing', async (_what, path, body) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    for (const [method] of WRITES) {
      expect(service[method]).not.toHaveBeenCalled();
    }
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it('refuses a body of another type', async () => {
    const response = await request(app)
      .post(`${INCIDENT}/notes`)
      .set('authorization', olga)
      .type('text/plain')
      .send('{"text":"hello"}');
    expect(response.status).toBe(400);
  });
});
