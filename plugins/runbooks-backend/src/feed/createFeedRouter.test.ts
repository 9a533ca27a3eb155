import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { createFeedRouter } from './createFeedRouter';
import { FeedFile } from './FeedService';

const TOKEN = 'secret-token-of-dana';
const FEED_ID = '6f1c2a34-0000-4000-8000-000000000001';
const feeds = { feeds: [], groups: ['group:default/team'], enabled: true };
const file: FeedFile = {
  feedId: FEED_ID,
  ownerRef: 'user:default/dana',
  text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
  etag: '"abc"',
};

describe('the routes of feeds', () => {
  const service = { list: jest.fn(), create: jest.fn(), revoke: jest.fn() };
  const read = jest.fn();
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  let now = Date.parse('2026-11-20T12:00:00Z');
  const appOf = (isEnabled = true) => {
    const app = express();
    app.use(
      createFeedRouter({
        service,
        reader: isEnabled ? { read } : undefined,
        httpAuth: mockServices.httpAuth({
          defaultCredentials: mockCredentials.none(),
        }),
        auditor,
        clock: () => new Date(now),
      }),
    );
    return app.use(mockErrorHandler());
  };
  let app: express.Express;
  const user = mockCredentials.user.header('user:default/dana');
  const get = (token: string) => request(app).get(`/feeds/${token}.ics`);

  beforeEach(() => {
    jest.resetAllMocks();
    now += 3_600_000;
    app = appOf();
    auditor.createEvent.mockResolvedValue({ success, fail });
    read.mockImplementation(async token => {
      if (token === TOKEN) return file;
      throw new NotFoundError('There is no such feed');
    });
  });

  it('gives a calendar without credentials the file of its token', async () => {
    const response = await get(TOKEN);
    expect(response.status).toBe(200);
    expect(response.text).toBe(file.text);
    expect(response.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      etag: '"abc"',
    });
  });

  it('sends the file again only when it has changed', async () => {
    const response = await get(TOKEN).set('if-none-match', '"abc"');
    expect([response.status, response.text]).toEqual([304, '']);
    expect((await get(TOKEN).set('if-none-match', '"old"')).status).toBe(200);
  });

  it('answers alike whatever there is not, and never with the token', async () => {
    const unknown = await get('never-there');
    const off = await request(appOf(false)).get(`/feeds/${TOKEN}.ics`);
    expect([unknown.status, off.status]).toEqual([404, 404]);
    // Switched off means that the reader is not even there.
    expect(read.mock.calls).toEqual([['never-there']]);
    expect(off.body).toEqual(unknown.body);
    expect(unknown.text).not.toContain('never-there');
  });

  it('audits each read with the feed, and never with the token', async () => {
    await get(TOKEN);
    await get('never-there');
    expect(success).toHaveBeenCalledWith({
      meta: { feedId: FEED_ID, ownerRef: 'user:default/dana' },
    });
    expect(fail).toHaveBeenCalledTimes(1);
    const told = JSON.stringify([
      auditor.createEvent.mock.calls,
      success.mock.calls,
    ]);
    expect(told).not.toContain(TOKEN);
    expect(told).not.toContain('request');
  });

  it('slows down whoever asks for one feed all the time', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++) statuses.push((await get(TOKEN)).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(statuses.slice(20)).toEqual([429, 429]);
    expect((await get(TOKEN)).headers['retry-after']).toBe('10');
    // Nobody else is slowed down by it.
    expect((await get('never-there')).status).toBe(404);
    now += 10_000;
    expect((await get(TOKEN)).status).toBe(200);
  });

  it('slows down whoever tries out tokens', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 302; n++)
      statuses.push((await get(`guess-${n}`)).status);
    expect(statuses.slice(300)).toEqual([429, 429]);
    expect(read).toHaveBeenCalledTimes(300);
  });

  it.each([
    ['get', '/feeds', undefined, 'list', []],
    [
      'post',
      '/feeds',
      { scope: 'personal' },
      'create',
      [{ scope: 'personal' }],
    ],
    ['post', `/feeds/${FEED_ID}/revoke`, {}, 'revoke', [FEED_ID]],
  ] as const)(
    'passes %s %s on for people only',
    async (method, path, body, name, args) => {
      const answer =
        name === 'create'
          ? {
              id: FEED_ID,
              scope: 'personal',
              subjectRefs: [],
              createdAt: '2026-11-20T12:00:00.000Z',
              lastReadAt: null,
              problem: null,
              url: 'https://x/feeds/y.ics',
            }
          : feeds;
      service[name].mockResolvedValue(answer);
      const send = (authorization: string) =>
        request(app)
          [method](path)
          .set('authorization', authorization)
          .send(body);
      const response = await send(user);
      expect(response.body).toEqual(answer);
      expect(service[name].mock.calls[0].slice(1)).toEqual(args);
      // The audit log learns of each write, and nothing of the token.
      const audited = method === 'post' ? [[undefined]] : [];
      expect(auditor.createEvent).toHaveBeenCalledTimes(audited.length);
      expect(success.mock.calls).toEqual(audited);
      expect((await send(mockCredentials.none.header())).status).toBe(401);
      expect((await send(mockCredentials.service.header())).status).toBe(403);
      service[name].mockRejectedValue(new NotAllowedError('no'));
      expect((await send(user)).status).toBe(403);
    },
  );

  it.each([
    [{}, /scope/],
    [{ scope: 'all' }, /scope/],
    [{ scope: 'team', group: '' }, /group/],
    [{ scope: 'personal', ownerRef: 'user:default/olga' }, /ownerRef/],
  ])('refuses %j', async (body, message) => {
    const response = await request(app)
      .post('/feeds')
      .set('authorization', user)
      .send(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
    expect(service.create).not.toHaveBeenCalled();
  });
});
