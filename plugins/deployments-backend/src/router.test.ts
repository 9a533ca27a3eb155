import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Deployment,
  DeploymentChanges,
  DeploymentDetail,
  DeploymentPage,
  DeploymentsOverview,
} from '@opsdeck/backstage-plugin-deployments-common';
import express from 'express';
import request from 'supertest';
import { ORDERS } from './__testUtils__/records';
import { createRouter } from './router';
import { DeploymentsService } from './service/DeploymentsService';

const ENTITY = '/entities/component/default/orders';
const LIST = `${ENTITY}/deployments`;
const ID = '4c0c8a3e-0f5c-4a8e-9a52-0b8c2f8f7a10';
const RANGE = 'from=2026-11-20T10:00:00Z&to=2026-11-20T12:00:00Z';
const ROUTES = [ENTITY, LIST, `${LIST}/${ID}`, `${LIST}/changes?${RANGE}`];
const subject = {
  entityRef: ORDERS,
  credentials: mockCredentials.user('user:default/dana'),
};

const AT = '2026-11-20T11:00:00.000Z';
const deployment: Deployment = {
  id: ID,
  entityRef: ORDERS,
  environment: null,
  place: 'cluster prod, namespace orders',
  artifact: { version: '1.0.0', digest: null, image: null },
  commit: null,
  repository: null,
  author: null,
  trigger: null,
  cause: null,
  strategy: null,
  status: 'succeeded',
  startedAt: AT,
  finishedAt: AT,
  sources: [],
  links: [],
};
const answers: {
  getOverview: DeploymentsOverview;
  listDeployments: DeploymentPage;
  getDeployment: DeploymentDetail;
  listChanges: DeploymentChanges;
} = {
  getOverview: {
    entityRef: ORDERS,
    evaluatedAt: AT,
    headline: 'All is well',
    verdict: null,
    environments: [],
    unmapped: [],
    authors: [],
    sources: [],
  },
  listDeployments: { items: [deployment], nextCursor: null },
  getDeployment: { deployment, previous: null, reports: [] },
  listChanges: { items: [deployment], truncated: false },
};

describe('the Deployments API', () => {
  const service: jest.Mocked<DeploymentsService> = {
    getOverview: jest.fn(),
    listDeployments: jest.fn(),
    getDeployment: jest.fn(),
    listChanges: jest.fn(),
  };
  const methods = Object.values(service);
  const app = express();
  app.use(
    createRouter({
      service,
      httpAuth: mockServices.httpAuth({ pluginId: 'deployments' }),
    }),
  );
  app.use(mockErrorHandler());

  const get = (
    path: string,
    authorization = mockCredentials.user.header('user:default/dana'),
  ) => request(app).get(path).set('authorization', authorization);

  beforeEach(() => {
    jest.resetAllMocks();
    service.getOverview.mockResolvedValue(answers.getOverview);
    service.listDeployments.mockResolvedValue(answers.listDeployments);
    service.getDeployment.mockResolvedValue(answers.getDeployment);
    service.listChanges.mockResolvedValue(answers.listChanges);
  });

  it.each([
    [ENTITY, 'getOverview', []],
    [LIST, 'listDeployments', [{ limit: 50 }]],
    [
      `${LIST}?environment=staging&environment=production&status=failed&author=ana&limit=5&cursor=abc`,
      'listDeployments',
      [
        {
          environment: ['staging', 'production'],
          status: ['failed'],
          author: 'ana',
          limit: 5,
          cursor: 'abc',
        },
      ],
    ],
    [`${LIST}/${ID}`, 'getDeployment', [ID]],
    [
      `${LIST}/changes?${RANGE}`,
      'listChanges',
      [{ from: '2026-11-20T10:00:00Z', to: '2026-11-20T12:00:00Z' }],
    ],
  ] as const)('answers %s', async (path, method, rest) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(answers[method]);
    expect(service[method]).toHaveBeenCalledWith(subject, ...rest);
  });

  it('answers other backends on behalf of a user too', async () => {
    const response = await get(
      ENTITY,
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'deployments',
      }),
    );
    expect(response.status).toBe(200);
  });

  it.each(ROUTES)('refuses %s without credentials', async path => {
    const response = await get(path, mockCredentials.none.header());
    expect(response.status).toBe(401);
    for (const method of methods) expect(method).not.toHaveBeenCalled();
  });

  it.each([
    [403, new NotAllowedError('This needs the permission x')],
    [404, new NotFoundError('No entity in the catalog')],
  ])('passes a %d of the service on', async (status, error) => {
    for (const method of methods)
      (method as jest.Mock).mockRejectedValue(error);
    for (const path of ROUTES) {
      const response = await get(path);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toBe(error.message);
    }
  });

  it.each([
    [
      'a name that is too long',
      `/entities/component/default/${'x'.repeat(64)}`,
    ],
    ['an encoding that is broken', '/entities/component/default/%E0%A4%A'],
    ['an unknown status', `${LIST}?status=broken`],
    ['an environment as an object', `${LIST}?environment[a]=b`],
    ['two authors', `${LIST}?author=a&author=b`],
    ['a NUL', `${LIST}?author=a%00`],
    ['a limit of zero', `${LIST}?limit=0`],
    ['a limit beyond the largest', `${LIST}?limit=201`],
    ['an id that is none', `${LIST}/latest`],
    ['an id with a NUL', `${LIST}/%00`],
    ['no range', `${LIST}/changes`],
    ['a range without an end', `${LIST}/changes?from=2026-11-20T10:00:00Z`],
    [
      'a range backwards',
      `${LIST}/changes?from=2026-11-20T12:00:00Z&to=2026-11-20T10:00:00Z`,
    ],
    ['a range of days', `${LIST}/changes?from=2026-11-19&to=2026-11-20`],
  ])('refuses %s with 400', async (_what, path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    for (const method of methods) expect(method).not.toHaveBeenCalled();
  });

  it.each(['post', 'put', 'patch', 'delete'] as const)(
    'has nothing to %s',
    async method => {
      const response = await request(app)
        [method](LIST)
        .set('authorization', mockCredentials.user.header());
      expect(response.status).toBe(404);
    },
  );
});
