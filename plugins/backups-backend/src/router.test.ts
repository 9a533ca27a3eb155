import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  BackupsOverview,
  RecoveryPointPage,
} from '@opsdeck/backstage-plugin-backups-common';
import express from 'express';
import request from 'supertest';
import { NOW, point } from './__testUtils__/records';
import { createRouter } from './router';
import { BackupsService } from './service/BackupsService';
import { decodeCursor } from './service/cursor';

const overview: BackupsOverview = {
  entityRef: 'resource:default/orders',
  evaluatedAt: NOW.toISOString(),
  headline: 'All is well',
  verdict: 'met',
  resources: [],
  sources: [],
};
const page: RecoveryPointPage = { items: [point('a', 0)], nextCursor: null };

const ORDERS = '/entities/resource/default/orders';
const POINTS = `${ORDERS}/recovery-points`;
const dana = mockCredentials.user('user:default/dana');

describe('the Backups API', () => {
  const service: jest.Mocked<BackupsService> = {
    getOverview: jest.fn(),
    listRecoveryPoints: jest.fn(),
  };
  const app = express();
  app.use(createRouter({ service, httpAuth: mockServices.httpAuth() }));
  app.use(mockErrorHandler());

  const get = (
    path: string,
    authorization = mockCredentials.user.header('user:default/dana'),
  ) => request(app).get(path).set('authorization', authorization);

  beforeEach(() => {
    jest.resetAllMocks();
    service.getOverview.mockResolvedValue(overview);
    service.listRecoveryPoints.mockImplementation(async (_request, query) => {
      decodeCursor(query.cursor);
      return page;
    });
  });

  it('answers the overview of an entity', async () => {
    const response = await get(ORDERS);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(overview);
    expect(service.getOverview).toHaveBeenCalledWith({
      entityRef: 'resource:default/orders',
      credentials: dana,
    });
  });

  it('answers a page of recovery points', async () => {
    const response = await get(
      `${POINTS}?resourceKey=arn%3Aaws%3Ards&sourceId=aws-rds&limit=2`,
    );
    expect(response.status).toBe(200);
    expect(response.body).toEqual(page);
    expect(service.listRecoveryPoints).toHaveBeenCalledWith(
      { entityRef: 'resource:default/orders', credentials: dana },
      { resourceKey: 'arn:aws:rds', sourceId: 'aws-rds', limit: 2 },
    );
  });

  it('answers other backends too', async () => {
    const response = await get(ORDERS, mockCredentials.service.header());
    expect(response.status).toBe(200);
  });

  it.each([ORDERS, `${POINTS}?resourceKey=a`, POINTS])(
    'refuses %s without credentials, whatever is asked',
    async path => {
      const response = await get(path, mockCredentials.none.header());
      expect(response.status).toBe(401);
      expect(service.getOverview).not.toHaveBeenCalled();
      expect(service.listRecoveryPoints).not.toHaveBeenCalled();
    },
  );

  it.each([
    [
      403,
      new NotAllowedError('This needs the permission opsdeck.backups.read'),
    ],
    [404, new NotFoundError('No entity in the catalog')],
  ])('passes a %d of the service on', async (status, error) => {
    service.getOverview.mockRejectedValue(error);
    service.listRecoveryPoints.mockRejectedValue(error);
    for (const path of [ORDERS, `${POINTS}?resourceKey=a`]) {
      const response = await get(path);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toBe(error.message);
    }
  });

  it.each([
    ['a name that is too long', `/entities/resource/default/${'x'.repeat(64)}`],
    ['a kind that is too long', `/entities/${'x'.repeat(64)}/default/orders`],
    ['an encoding that is broken', '/entities/resource/default/%E0%A4%A'],
    ['no resource key', POINTS],
    ['an empty resource key', `${POINTS}?resourceKey=`],
    ['two resource keys', `${POINTS}?resourceKey=a&resourceKey=b`],
    ['a resource key as an object', `${POINTS}?resourceKey[a]=b`],
    [
      'a resource key that is too long',
      `${POINTS}?resourceKey=${'k'.repeat(513)}`,
    ],
    ['a limit of zero', `${POINTS}?resourceKey=a&limit=0`],
    ['a limit beyond the largest', `${POINTS}?resourceKey=a&limit=201`],
    ['a limit that is no number', `${POINTS}?resourceKey=a&limit=all`],
    ['a forged cursor', `${POINTS}?resourceKey=a&cursor=forged`],
    [
      'a cursor that is too long',
      `${POINTS}?resourceKey=a&cursor=${'c'.repeat(1501)}`,
    ],
  ])('refuses %s with 400', async (_what, path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
  });

  it.each(['Orders%20DB', '%F0%9F%9A%80', '..%2F..%2Fetc', "a'%20or%201=1--"])(
    'refuses %s, which is no name of an entity, and asks nobody',
    async name => {
      const response = await get(`/entities/resource/default/${name}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('name');
      expect(service.getOverview).not.toHaveBeenCalled();
    },
  );

  it.each(['post', 'put', 'patch', 'delete'] as const)(
    'has nothing to %s',
    async method => {
      const response = await request(app)
        [method](ORDERS)
        .set('authorization', mockCredentials.user.header());
      expect(response.status).toBe(404);
    },
  );
});
