import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { createEntityLifeRouter } from './createEntityLifeRouter';
import { readEntityLifeConfig } from './readEntityLifeConfig';

const user = mockCredentials.user.header();
const operations = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('plugin:operations'),
  targetPluginId: 'test',
});
const stranger = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('plugin:backups'),
  targetPluginId: 'test',
});
const DECISION = {
  from: 'component:default/a',
  to: 'component:default/b',
  decision: 'accepted',
  by: 'user:default/ann',
};

describe('createEntityLifeRouter', () => {
  const life = { state: jest.fn(), decide: jest.fn(), confirm: jest.fn() };
  const authorize = jest.fn();
  const auditor = mockServices.auditor.mock();
  let app: express.Express;

  beforeEach(() => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
    authorize.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
    life.state.mockResolvedValue({ proposals: [], problems: [], halt: null });
    life.confirm.mockResolvedValue(true);
    app = express()
      .use(
        createEntityLifeRouter({
          capability: 'backups',
          life,
          httpAuth: mockServices.httpAuth({
            pluginId: 'test',
            defaultCredentials: mockCredentials.none(),
          }),
          permissions: mockServices.permissions.mock({ authorize }),
          auditor,
        }),
      )
      .use(mockErrorHandler());
  });

  const post = (path: string, body: object, header: string) =>
    request(app)
      .post(`/entity-life/${path}`)
      .set('Authorization', header)
      .send(body);

  it('tells those who may manage entities how things stand', async () => {
    const get = () => request(app).get('/entity-life');
    await get().set('Authorization', user).expect(200);
    await get().expect(401);
    authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    await get().set('Authorization', user).expect(403);
    expect(life.state).toHaveBeenCalledTimes(1);
  });

  it('takes decisions from the operations backend, and audits them', async () => {
    await post('decisions', DECISION, operations).expect(202);
    expect(life.decide).toHaveBeenCalledWith(DECISION);
    await post('confirm', {}, operations).expect(202, { accepted: true });
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(['entity-rename-decide', 'entity-loss-confirm']);
  });

  it.each([
    ['a person', user],
    ['another backend', stranger],
  ])('takes none from %s', async (_who, header) => {
    await post('decisions', DECISION, header).expect(403);
    await post('confirm', {}, header).expect(403);
    expect(life.decide).not.toHaveBeenCalled();
    expect(life.confirm).not.toHaveBeenCalled();
  });

  it('refuses what is no decision', async () => {
    await post('decisions', { ...DECISION, decision: 'x' }, operations).expect(
      400,
    );
    await post('decisions', {}, operations).expect(400);
    expect(life.decide).not.toHaveBeenCalled();
  });
});

describe('readEntityLifeConfig', () => {
  const read = (entities?: object) =>
    readEntityLifeConfig(
      mockServices.rootConfig({
        data: entities ? { opsdeck: { entities: { ...entities } } } : {},
      }),
    );

  it('has its defaults', () => {
    const defaults = { grace: 'P30D', maxMissingPercent: 20 };
    expect(read()).toEqual(defaults);
    expect(read({})).toEqual(defaults);
    expect(read({ grace: 'P1W' }).grace).toBe('P1W');
  });

  it.each([
    [{ grace: '30 days' }, 'opsdeck.entities.grace: '],
    [{ grace: 'PT0S' }, 'opsdeck.entities.grace: '],
    [{ maxMissingPercent: 101 }, 'opsdeck.entities.maxMissingPercent: '],
    [{ gracePeriod: 'P1D' }, 'opsdeck.entities: Unrecognized key'],
  ])('names the key of %j', (entities, message) => {
    expect(() => read(entities)).toThrow(message);
  });
});
