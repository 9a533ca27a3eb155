import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import express from 'express';
import request from 'supertest';
import { createWebhookRouter } from './createWebhookRouter';
import { ReceiverLog } from './ReceiverLog';
import { ReceiverStore } from './ReceiverStore';
import {
  ComeAgainError,
  SignatureScheme,
  bearerScheme,
  githubScheme,
  slackScheme,
} from './schemes';
import { hmacSha256 } from './schemes/checks';
import { WebhookInbox } from './WebhookInbox';
import { WebhookMetrics } from './WebhookMetrics';

const TOKEN = 'a-token-of-16-or-more';
const SECRET = 'a-secret-of-16-or-more';
const NOW = new Date('2026-11-20T12:00:00.000Z');
const MAIN = '/webhooks/alertmanager/main';
const SIGNED = '/webhooks/github/main';

describe('the webhook receiver', () => {
  const inbox = { hasRoom: jest.fn(), add: jest.fn() };
  const store = { noteReceived: jest.fn(), noteRefused: jest.fn() };
  const onDelivery = jest.fn();
  const verify = jest.fn();
  const odd: SignatureScheme = { name: 'odd', covers: 'body', verify };
  const counter = { add: jest.fn() };
  const logger = mockServices.logger.mock();
  /** Enough for any body on a busy machine, unless a test waits for the end of it. */
  const newApp = (bodyTimeoutMs = 30_000) => {
    const app = express();
    const metrics = metricsServiceMock.mock();
    metrics.createCounter.mockImplementation(name => ({
      add: (value, labels) => counter.add(name, value, labels),
    }));
    app.use(
      createWebhookRouter({
        path: '/webhooks',
        receivers: [
          {
            sender: 'alertmanager',
            receiver: 'main',
            scheme: bearerScheme([TOKEN]),
            maxBodyBytes: 1024 * 1024,
          },
          {
            sender: 'alertmanager',
            receiver: 'other',
            scheme: bearerScheme(['another-token-of-16']),
            maxBodyBytes: 1024,
          },
          {
            sender: 'github',
            receiver: 'main',
            scheme: githubScheme([SECRET]),
            maxBodyBytes: 1024,
          },
          {
            sender: 'slack',
            receiver: 'main',
            scheme: slackScheme([SECRET]),
            maxBodyBytes: 1024,
          },
          {
            sender: 'odd',
            receiver: 'main',
            scheme: odd,
            maxBodyBytes: 1024,
          },
        ],
        inbox: inbox as Partial<WebhookInbox> as WebhookInbox,
        log: new ReceiverLog({
          receivers: store as Partial<ReceiverStore> as ReceiverStore,
          metrics: new WebhookMetrics(metrics),
          logger,
        }),
        onDelivery,
        clock: () => NOW,
        bodyTimeoutMs,
      }),
    );
    app.use(mockErrorHandler());
    return app;
  };
  let app = newApp();

  beforeEach(() => {
    jest.resetAllMocks();
    app = newApp();
    inbox.hasRoom.mockResolvedValue(true);
    inbox.add.mockResolvedValue('stored');
    store.noteReceived.mockResolvedValue(undefined);
    store.noteRefused.mockResolvedValue(undefined);
  });

  const send = (path = MAIN) =>
    request(app).post(path).set('Authorization', `Bearer ${TOKEN}`);
  const sendSigned = (body: Buffer | string, signed = body) =>
    request(app)
      .post(SIGNED)
      .set('Content-Type', 'application/json')
      .set(
        'X-Hub-Signature-256',
        `sha256=${hmacSha256(SECRET, signed).toString('hex')}`,
      )
      .serialize(each => each)
      .send(body);
  const stored = (): Buffer => inbox.add.mock.calls[0][0].body;
  const counted = (name: string, labels: object) =>
    expect(counter.add).toHaveBeenCalledWith(
      `opsdeck.webhooks.${name}`,
      1,
      expect.objectContaining(labels),
    );

  it('stores the delivery, answers 202 and tells', async () => {
    const response = await send().send({ version: '4' });
    expect(response.status).toBe(202);
    const [delivery, at] = inbox.add.mock.calls[0];
    expect(delivery).toMatchObject({
      address: { sender: 'alertmanager', receiver: 'main' },
      key: { key: expect.stringMatching(/^body:[0-9a-f]{64}$/) },
    });
    expect(stored().toString()).toBe('{"version":"4"}');
    expect(at).toBe(NOW);
    expect(onDelivery).toHaveBeenCalledTimes(1);
    counted('received', { sender: 'alertmanager', receiver: 'main' });
    expect(store.noteReceived).toHaveBeenCalledTimes(1);
  });

  it('answers a delivery that had come before with 202 and counts it apart', async () => {
    inbox.add.mockResolvedValue('duplicate');
    expect((await send().send({})).status).toBe(202);
    counted('duplicates', { receiver: 'main' });
    expect(store.noteReceived).toHaveBeenCalledTimes(1);
  });

  it('takes a delivery although the note of it is lost', async () => {
    store.noteReceived.mockRejectedValue(new Error('busy'));
    expect((await send().send({})).status).toBe(202);
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
    expect(Buffer.compare(stored(), bytes)).toBe(0);
  });

  it('takes a body of any form, an empty one too', async () => {
    expect((await send()).status).toBe(202);
    expect(stored()).toHaveLength(0);
  });

  it.each([
    ['no token', MAIN, undefined, 'missing-header'],
    ['a wrong token', MAIN, 'Bearer a-token-of-16-or-mora', 'wrong-signature'],
    ['another’s token', MAIN, 'Bearer another-token-of-16', 'wrong-signature'],
    ['another scheme', MAIN, `Basic ${TOKEN}`, 'malformed-header'],
    [
      'an unknown receiver',
      '/webhooks/alertmanager/nobody',
      `Bearer ${TOKEN}`,
      'unknown-receiver',
    ],
    [
      'an unknown sender',
      '/webhooks/nobody/main',
      `Bearer ${TOKEN}`,
      'unknown-receiver',
    ],
    [
      'a receiver named like a property of objects',
      '/webhooks/alertmanager/constructor',
      `Bearer ${TOKEN}`,
      'unknown-receiver',
    ],
    ['no signature', SIGNED, undefined, 'missing-header'],
  ])(
    'answers %s with 401 and no detail',
    async (_what, path, header, reason) => {
      const attempt = request(app).post(path);
      if (header) attempt.set('Authorization', header);
      const response = await attempt.send({ version: '4' });
      expect(response.status).toBe(401);
      expect(response.body.error).toMatchObject({
        name: 'AuthenticationError',
        message: 'The webhook is not authenticated',
      });
      expect(response.text).not.toContain(reason);
      expect(inbox.hasRoom).not.toHaveBeenCalled();
      expect(inbox.add).not.toHaveBeenCalled();
      expect(onDelivery).not.toHaveBeenCalled();
      counted('rejected', { reason });
    },
  );

  it('gives strangers no label in the metrics and no place in the log', async () => {
    await send('/webhooks/alertmanager/x%0Afaked').send({});
    counted('rejected', { sender: 'unknown', receiver: 'unknown' });
    expect(logger.warn).toHaveBeenCalledWith(
      'A webhook to a receiver unknown here is refused: unknown-receiver',
    );
    expect(store.noteRefused).not.toHaveBeenCalled();
  });

  it('counts every refusal and notes it once a minute', async () => {
    for (let i = 0; i < 3; i++) await request(app).post(MAIN).send({});
    expect(counter.add).toHaveBeenCalledTimes(3);
    expect(store.noteRefused).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('refuses a repeated header, which Express would join or drop', async () => {
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const attempt = httpRequest({
      port,
      path: MAIN,
      method: 'POST',
      headers: [
        'Host',
        'x',
        'Authorization',
        `Bearer ${TOKEN}`,
        'Authorization',
        'Bearer x',
      ],
    });
    attempt.end();
    const [response] = await once(attempt, 'response');
    expect(response.statusCode).toBe(401);
    server.closeAllConnections();
    server.close();
  });

  describe('with a signature over the body', () => {
    it('takes it, and not over another', async () => {
      expect((await sendSigned('{"a":1}')).status).toBe(202);
      inbox.add.mockClear();
      expect((await sendSigned('{"a":1} ', '{"a":1}')).status).toBe(401);
      expect(inbox.add).not.toHaveBeenCalled();
    });

    it.each([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ])('unpacks %s before it verifies', async (encoding, pack) => {
      const body = Buffer.from('{"a":"é"}');
      const response = await sendSigned(pack(body), body).set(
        'Content-Encoding',
        encoding,
      );
      expect(response.status).toBe(202);
      expect(stored().equals(body)).toBe(true);
    });

    it.each(['compress', 'gzip, gzip', 'zstd'])(
      'answers 415 to %s',
      async encoding => {
        const response = await sendSigned('x').set(
          'Content-Encoding',
          encoding,
        );
        expect(response.status).toBe(415);
      },
    );

    it.each([
      ['no packing at all', Buffer.from('{}')],
      ['half of a packing', gzipSync('x'.repeat(500)).subarray(0, 20)],
    ])('answers 400 to %s', async (_what, body) => {
      const response = await sendSigned(body).set('Content-Encoding', 'gzip');
      expect(response.status).toBe(400);
      counted('rejected', { reason: 'bad-encoding' });
    });
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
    counted('rejected', { reason: 'too-large' });
  });

  it('does not unpack a bomb to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const response = await send()
      .set('Content-Encoding', 'gzip')
      .serialize(body => body)
      .send(bomb);
    expect(response.status).toBe(413);
  });

  it('counts the bytes of a packing that holds nothing', async () => {
    const nothing = Buffer.concat(
      Array.from({ length: 100 }, () => gzipSync('')),
    );
    const response = await sendSigned(nothing, '').set(
      'Content-Encoding',
      'gzip',
    );
    expect(response.status).toBe(413);
  });

  it('has a size for each receiver', async () => {
    expect((await sendSigned('x'.repeat(1024))).status).toBe(202);
    expect((await sendSigned('x'.repeat(1025))).status).toBe(413);
  });

  describe('over a raw connection', () => {
    const talk = async (chunks: string[], waitMs = 0) => {
      const server = createServer(app).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const socket = connect((server.address() as AddressInfo).port);
      let answer = '';
      socket.on('data', data => {
        answer += data;
      });
      // From the beginning: the server may close before all is written. A reset
      // is followed by a close too, and what was answered before it counts.
      socket.on('error', () => {});
      const closed = new Promise(resolve => {
        socket.once('close', resolve);
      });
      for (const chunk of chunks) {
        socket.write(chunk);
        await new Promise(resolve => {
          setTimeout(resolve, waitMs);
        });
      }
      await closed;
      server.close();
      return answer;
    };
    const head = (more: string) =>
      `POST ${MAIN} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n${more}\r\n\r\n`;

    it('gives up on a body that trickles in', async () => {
      app = newApp(300);
      const answer = await talk([head('Content-Length: 5'), 'a', 'b'], 50);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toMatch(/connection: close/i);
      expect(inbox.add).not.toHaveBeenCalled();
      counted('rejected', { reason: 'too-slow' });
    });

    it('takes a chunked body, and refuses one that is too large', async () => {
      const chunk = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(
        1024 * 1024,
      )}\r\n`;
      const chunked = head('Transfer-Encoding: chunked\r\nConnection: close');
      expect(await talk([chunked, chunk, '0\r\n\r\n'])).toMatch(/ 202 /);
      expect(await talk([chunked, chunk, '1\r\nx\r\n0\r\n\r\n'])).toMatch(
        / 413 /,
      );
    });
  });

  describe('a handshake', () => {
    const asked = '{"type":"url_verification","challenge":"abc"}';
    const second = NOW.getTime() / 1000;
    const ask = (body: string, secret = SECRET, signedAt = second) =>
      request(app)
        .post('/webhooks/slack/main')
        .set('Content-Type', 'application/json')
        .set('X-Slack-Request-Timestamp', String(signedAt))
        .set(
          'X-Slack-Signature',
          `v0=${hmacSha256(secret, `v0:${signedAt}:`, body).toString('hex')}`,
        )
        .serialize(each => each)
        .send(body);

    it('is answered at once and not stored', async () => {
      const response = await ask(asked);
      expect(response.status).toBe(200);
      expect(response.body).toEqual({ challenge: 'abc' });
      expect(response.type).toBe('application/json');
      expect(inbox.add).not.toHaveBeenCalled();
      expect(onDelivery).not.toHaveBeenCalled();
      expect(counter.add).not.toHaveBeenCalled();
      expect(store.noteReceived).not.toHaveBeenCalled();
      expect(logger.info).toHaveBeenCalledTimes(1);
    });

    it('is answered to nobody who cannot prove who he is', async () => {
      const attempts = [
        await ask(asked, 'the-secret-of-a-stranger'),
        await ask(asked, SECRET, second - 301),
        await request(app).post('/webhooks/slack/main').send(asked),
      ];
      for (const response of attempts) {
        expect(response.status).toBe(401);
        expect(response.text).not.toContain('abc');
      }
    });

    it('is nothing but that: what tells something is stored', async () => {
      const told = '{"type":"event_callback","challenge":"abc"}';
      expect((await ask(told)).status).toBe(202);
      expect(stored().toString()).toBe(told);
    });

    it('is no matter of other schemes', async () => {
      expect((await sendSigned(asked)).status).toBe(202);
    });
  });

  it('answers 503 while there is no room, so that the sender tries again', async () => {
    inbox.hasRoom.mockResolvedValue(false);
    const response = await send().send({ version: '4' });
    expect(response.status).toBe(503);
    expect(response.headers['retry-after']).toBe('30');
    expect(inbox.add).not.toHaveBeenCalled();
    counted('deferred', { receiver: 'main' });
  });

  it('answers 503 while it cannot verify', async () => {
    verify.mockRejectedValue(new ComeAgainError('no certificate'));
    const response = await send('/webhooks/odd/main').send({});
    expect(response.status).toBe(503);
    expect(response.headers['retry-after']).toBe('30');
    expect(response.text).not.toContain('certificate');
  });

  it.each(['add', 'hasRoom'] as const)(
    'does not answer 202 when the database fails at %s, nor tell why',
    async method => {
      inbox[method].mockRejectedValue(new Error('database is gone'));
      const response = await send().send({ version: '4' });
      expect(response.status).toBe(503);
      expect(response.headers['retry-after']).toBe('30');
      expect(response.text).not.toContain('database');
      expect(onDelivery).not.toHaveBeenCalled();
      expect(logger.error).toHaveBeenCalledWith(
        'A webhook to alertmanager/main is asked to come again: it could not be stored',
        expect.objectContaining({ message: 'database is gone' }),
      );
    },
  );

  it('has nothing else', async () => {
    expect((await request(app).get(MAIN)).status).toBe(404);
    expect((await send('/webhooks/alertmanager')).status).toBe(404);
  });
});
