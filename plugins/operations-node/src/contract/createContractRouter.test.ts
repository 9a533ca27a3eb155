import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  ENTITY_ROUTE,
  defineContract,
  entityParams,
  sourcesReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import request from 'supertest';
import { z } from 'zod/v4';
import { createContractRouter } from './createContractRouter';

const itemSchema = z.object({ ref: z.string(), count: z.number() });

const contract = defineContract({
  pluginId: 'example',
  title: 'Example',
  description: 'For this test.',
  routes: {
    getItem: {
      method: 'get',
      path: ENTITY_ROUTE,
      summary: 'An item',
      callers: ['user', 'service'],
      permissions: [sourcesReadPermission],
      params: entityParams,
      query: z.object({ count: z.coerce.number<number>().max(10).default(1) }),
      status: 200,
      answer: itemSchema,
    },
    setItem: {
      method: 'post',
      path: ENTITY_ROUTE,
      summary: 'Sets an item',
      callers: ['user'],
      permissions: [],
      params: entityParams,
      body: z.strictObject({ count: z.number().optional() }),
      bodyLimit: 1_000,
      status: 201,
      answer: itemSchema,
      audit: 'item-set',
    },
  },
  schemas: { Item: itemSchema },
});

const SHOP = '/entities/Component/default/shop';
const item = { ref: 'component:default/shop', count: 3 };
const user = mockCredentials.user.header();

describe('createContractRouter', () => {
  const getItem = jest.fn();
  const setItem = jest.fn();
  const audit = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock();
  const options = {
    auditor,
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
  };
  const app = express()
    .use(createContractRouter(contract, { getItem, setItem }, options))
    .use(mockErrorHandler());

  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(audit);
    getItem.mockResolvedValue(item);
    setItem.mockResolvedValue(item);
  });

  const get = (path: string) =>
    request(app).get(path).set('authorization', user);
  const post = () => request(app).post(SHOP).set('authorization', user);

  it('hands the parsed input and the caller to the handler', async () => {
    const { body } = await get(`${SHOP}?count=3&other=1`).expect(200);
    expect(body).toEqual(item);
    expect(getItem).toHaveBeenCalledWith({
      credentials: mockCredentials.user(),
      params: { entityRef: 'component:default/shop' },
      query: { count: 3 },
      body: undefined,
    });
  });

  it('audits a write with what it is about', async () => {
    await post().send({ count: 2 }).expect(201);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'item-set',
        meta: { entityRef: 'component:default/shop', count: 2 },
      }),
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it('audits a refused write as failed', async () => {
    setItem.mockRejectedValue(new NotAllowedError('no'));
    await post().send({}).expect(403);
    expect(audit.fail).toHaveBeenCalledTimes(1);
  });

  it('does not read a byte of who is not signed in', async () => {
    const answer = await request(app)
      .post(`${SHOP}${'x'.repeat(100)}`)
      .type('json')
      .send('{"count": ');
    expect(answer.status).toBe(401);
    expect(setItem).not.toHaveBeenCalled();
  });

  it('refuses a caller that the route is not for', async () => {
    const service = mockCredentials.service.header();
    await request(app).get(SHOP).set('authorization', service).expect(200);
    const answer = await request(app)
      .post(SHOP)
      .set('authorization', service)
      .send({});
    expect(answer.status).toBe(403);
  });

  it.each([
    ['a key too many', 'application/json', '{"count":1,"by":"me"}', 400, 'by'],
    ['a wrong type', 'application/json', '{"count":"1"}', 400, 'count'],
    ['a list', 'application/json', '[]', 400, 'object'],
    ['a bare value', 'application/json', '7', 400, 'JSON'],
    ['JSON that ends early', 'application/json', '{"count":', 400, 'JSON'],
    ['another type', 'text/plain', '{"count":1}', 400, 'application/json'],
    [
      'a prototype',
      'application/json',
      '{"__proto__":{"count":1}}',
      400,
      '__proto__',
    ],
    [
      'more than the limit',
      'application/json',
      `{"count":${'1'.repeat(1_000)}}`,
      413,
      'too large',
    ],
    ['an odd charset', 'application/json; charset=x', '{}', 415, 'charset'],
  ])('refuses %s', async (_what, type, body, status, named) => {
    const answer = await post().type(type).send(body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(named);
    expect(setItem).not.toHaveBeenCalled();
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it('takes an absent body for an empty one', async () => {
    await post().expect(201);
    expect(setItem.mock.calls[0][0].body).toEqual({});
  });

  it.each([
    [`${SHOP}?count=11`, 'count'],
    [`${SHOP}?count=many`, 'count'],
    ['/entities/component/default/a%00b', 'name'],
    [`/entities/component/default/${'x'.repeat(64)}`, 'name'],
    ['/entities/component/default/%E0%A4%A', 'decode'],
  ])('refuses GET %s, naming what is wrong', async (path, named) => {
    const answer = await get(path).expect(400);
    expect(answer.body.error.message).toContain(named);
  });

  it('fails on an answer that breaks the contract, naming the key', async () => {
    getItem.mockResolvedValue({ ...item, count: new Date() });
    const answer = await get(SHOP).expect(500);
    expect(answer.body.error.message).toContain('count');
  });

  it('does not check answers in production', async () => {
    const environment = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    try {
      getItem.mockResolvedValue({ odd: true });
      const { status, body } = await get(SHOP);
      expect([status, body]).toEqual([200, { odd: true }]);
    } finally {
      Object.assign(process.env, { NODE_ENV: environment });
    }
  });

  it('tells its document to callers who are signed in', async () => {
    const { body } = await get('/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toEqual([
      '/entities/{kind}/{namespace}/{name}',
    ]);
    await request(app).get('/openapi.json').expect(401);
  });

  it('cannot be made without an auditor for its writes', () => {
    expect(() =>
      createContractRouter(
        contract,
        { getItem, setItem },
        { httpAuth: options.httpAuth },
      ),
    ).toThrow('audited');
  });
});
