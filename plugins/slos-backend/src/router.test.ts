import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  SloDefinitionView,
  SloSeries,
  SlosOverview,
} from '@opsdeck/backstage-plugin-slos-common';
import express from 'express';
import request from 'supertest';
import { createRouter } from './router';
import { SlosService } from './service/SlosService';

const AT = '2026-11-20T12:00:00.000Z';
const overview: SlosOverview = {
  entityRef: 'component:default/shop',
  evaluatedAt: AT,
  headline: 'No service level objective is declared',
  verdict: null,
  slos: [],
  problems: [],
  sources: [],
};
const series: SloSeries = {
  id: 'availability',
  from: AT,
  to: AT,
  stepSeconds: 300,
  points: [],
};
const definition: SloDefinitionView = {
  id: 'availability',
  place: { file: 'slos.yaml', line: 1, url: null },
  text: 'kind: SLO',
};

const SHOP = '/entities/component/default/shop';
const SERIES = `${SHOP}/slos/availability/series`;
const DEFINITION = `${SHOP}/slos/availability/definition`;
const asked = {
  entityRef: 'component:default/shop',
  credentials: mockCredentials.user('user:default/dana'),
};

describe('the SLO API', () => {
  const service: jest.Mocked<SlosService> = {
    getOverview: jest.fn(),
    getSeries: jest.fn(),
    getDefinition: jest.fn(),
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
    service.getSeries.mockResolvedValue(series);
    service.getDefinition.mockResolvedValue(definition);
  });

  it('answers the overview of an entity', async () => {
    const response = await get(SHOP);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(overview);
    expect(service.getOverview).toHaveBeenCalledWith(asked);
  });

  it('answers the series of an objective', async () => {
    const response = await get(`${SERIES}?window=P1D`);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(series);
    expect(service.getSeries).toHaveBeenCalledWith(asked, 'availability', {
      window: 'P1D',
    });
  });

  it('answers the definition of an objective', async () => {
    const response = await get(DEFINITION);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(definition);
    expect(service.getDefinition).toHaveBeenCalledWith(asked, 'availability');
  });

  it.each([SHOP, SERIES, `${SERIES}?window=x`, DEFINITION])(
    'refuses %s without credentials, whatever is asked',
    async path => {
      const response = await get(path, mockCredentials.none.header());
      expect(response.status).toBe(401);
      for (const method of Object.values(service)) {
        expect(method).not.toHaveBeenCalled();
      }
    },
  );

  it.each([
    [403, new NotAllowedError('This needs the permission opsdeck.slos.read')],
    [404, new NotFoundError('There is no such objective')],
  ])('passes a %d of the service on', async (status, error) => {
    for (const method of Object.values(service)) {
      method.mockRejectedValue(error);
    }
    for (const path of [SHOP, SERIES, DEFINITION]) {
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
    ['an id that is too long', `${SHOP}/slos/${'x'.repeat(101)}/definition`],
    ['a window that is no duration', `${SERIES}?window=1d`],
    ['a negative window', `${SERIES}?window=-P1D`],
    ['two windows', `${SERIES}?window=P1D&window=P2D`],
  ])('refuses %s with 400', async (_what, path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
  });

  it.each(['post', 'put', 'patch', 'delete'] as const)(
    'has nothing to %s',
    async method => {
      const response = await request(app)
        [method](SHOP)
        .set('authorization', mockCredentials.user.header());
      expect(response.status).toBe(404);
    },
  );
});
