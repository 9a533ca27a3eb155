import { gzipSync } from 'node:zlib';
import { mockErrorHandler } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { WebhookInbox } from './WebhookInbox';
import { createWebhookRouter } from './createWebhookRouter';

const TOKEN = 'a-token-of-16-or-more';
const NOW = new Date('2026-11-20T12:00:00.000Z');
const MAIN = '/webhooks/alertmanager/main';

describe('the webhook receiver', () => {
  const inbox = { hasRoom: jest.fn(), add: jest.fn() };
  const onDelivery = jest.fn();
  const app = express();
  app.use(
    createWebhookRouter({
      path: '/webhooks/alertmanager',
      receivers: [
        { id: 'main', tokens: [TOKEN] },
        { id: 'other', tokens: ['another-token-of-16'] },
      ],
      inbox: inbox as Partial<WebhookInbox> as WebhookInbox,
      onDelivery,
      clock: () => NOW,
    }),
  );
  app.use(mockErrorHandler());

  beforeEach(() => {
    jest.resetAllMocks();
    inbox.hasRoom.mockResolvedValue(true);
  });

  const send = (path = MAIN) =>
    request(app).post(path).set('Authorization', `Bearer ${TOKEN}`);

  it('stores the delivery, answers 202 and tells', async () => {
    const response = await send().send({ version: '4' });
    expect(response.status).toBe(202);
    const [receiver, body, at] = inbox.add.mock.calls[0];
    expect(receiver).toBe('main');
    expect(body.toString()).toBe('{"version":"4"}');
    expect(at).toBe(NOW);
    expect(onDelivery).toHaveBeenCalledTimes(1);
  });

  it.each([
    'application/json',
    'text/plain',
    'text/anything; charset=latin1',
    'text/anything; charset=nonsense',
    'application/x-www-form-urlencoded',
  ])('keeps the raw bytes of %s', async type => {
    const bytes = Buffer.from([0x7b, 0xff, 0x00, 0xe9, 0x7d]);
    const response = await send()
      .set('Content-Type', type)
      .serialize(body => body)
      .send(bytes);
    expect(response.status).toBe(202);
    expect(Buffer.compare(inbox.add.mock.calls[0][1], bytes)).toBe(0);
  });

  it('takes a body of any form, an empty one too', async () => {
    const response = await send();
    expect(response.status).toBe(202);
    expect(inbox.add).toHaveBeenCalledWith('main', expect.anything(), NOW);
    expect(inbox.add.mock.calls[0][1]).toHaveLength(0);
  });

  it.each([
    ['no token', MAIN, undefined],
    ['a wrong token', MAIN, 'Bearer a-token-of-16-or-mora'],
    ['the token of another receiver', MAIN, 'Bearer another-token-of-16'],
    ['another scheme', MAIN, `Basic ${TOKEN}`],
    ['an unknown receiver', '/webhooks/alertmanager/nobody', `Bearer ${TOKEN}`],
    [
      'a receiver named like a property of objects',
      '/webhooks/alertmanager/constructor',
      `Bearer ${TOKEN}`,
    ],
  ])('answers %s with 401 and no detail', async (_what, path, header) => {
    const attempt = request(app).post(path);
    if (header) attempt.set('Authorization', header);
    const response = await attempt.send({ version: '4' });
    expect(response.status).toBe(401);
    expect(response.body.error.message).toBe(
      'The webhook is not authenticated',
    );
    expect(inbox.hasRoom).not.toHaveBeenCalled();
    expect(inbox.add).not.toHaveBeenCalled();
  });

  it('takes 1 MB and refuses more with 413, packed or not', async () => {
    const full = await send()
      .type('text/plain')
      .send('x'.repeat(1024 * 1024));
    expect(full.status).toBe(202);
    inbox.add.mockClear();
    const more = 'x'.repeat(1024 * 1024 + 1);
    const plain = await send().type('text/plain').send(more);
    expect(plain.status).toBe(413);
    const packed = await send()
      .set('Content-Type', 'text/plain')
      .set('Content-Encoding', 'gzip')
      .serialize(body => body)
      .send(gzipSync(more));
    expect(packed.status).toBe(413);
    expect(inbox.add).not.toHaveBeenCalled();
    expect(onDelivery).toHaveBeenCalledTimes(1);
  });

  it('answers 503 while there is no room, so that the sender tries again', async () => {
    inbox.hasRoom.mockResolvedValue(false);
    const response = await send().send({ version: '4' });
    expect(response.status).toBe(503);
    expect(inbox.add).not.toHaveBeenCalled();
  });

  it('does not answer 202 for what could not be stored', async () => {
    inbox.add.mockRejectedValue(new Error('database is gone'));
    const response = await send().send({ version: '4' });
    expect(response.status).toBe(500);
    expect(onDelivery).not.toHaveBeenCalled();
  });

  it('has nothing else', async () => {
    expect((await request(app).get(MAIN)).status).toBe(404);
    expect((await send('/webhooks/alertmanager')).status).toBe(404);
  });
});
