import express from 'express';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import request from 'supertest';
import type { ActiveAlert } from '../prometheus';
import {
  Alertmanager,
  AlertmanagerOptions,
  createAlertmanager,
} from './alertmanager';
import type { WebhookMessage } from './notify/payload';

const START = Date.UTC(2026, 2, 10, 12);
const MINUTE = 60_000;

function firing(
  alertname: string,
  change: Partial<ActiveAlert> = {},
): ActiveAlert {
  return {
    labels: { alertname, service: 'hopngo', severity: 'warning' },
    annotations: { summary: 'down' },
    state: 'firing',
    activeAtMs: START - 10 * MINUTE,
    firedAtMs: START - 5 * MINUTE,
    value: 1,
    generatorURL: 'http://prometheus.example.com/graph',
    ...change,
  };
}

describe('createAlertmanager', () => {
  let server: Server;
  let url: string;
  let received: Array<{ authorization?: string; message: WebhookMessage }>;
  let alerts: ActiveAlert[];
  let nowMs: number;
  let alertmanager: Alertmanager | undefined;

  beforeEach(async () => {
    received = [];
    alerts = [];
    nowMs = START;
    server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', chunk => chunks.push(chunk));
      incoming.on('end', () => {
        received.push({
          authorization: incoming.headers.authorization,
          message: JSON.parse(Buffer.concat(chunks).toString()),
        });
        response.end();
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    alertmanager?.stop();
    server.close();
  });

  function create(options: Partial<AlertmanagerOptions> = {}) {
    alertmanager = createAlertmanager({
      alertsAt: () => alerts,
      now: () => nowMs,
      webhook: { url, token: 'secret' },
      groupWaitMs: 40,
      groupIntervalMs: 40,
      pollIntervalMs: 20,
      onFailure: message => {
        throw new Error(message);
      },
      ...options,
    });
    return alertmanager;
  }

  async function shown(query = '') {
    const app = express().use(alertmanager!.router);
    return (await request(app).get(`/api/v2/alerts${query}`)).body;
  }

  async function until(count: number) {
    const deadline = Date.now() + 3_000;
    while (received.length < count && Date.now() < deadline) {
      await new Promise(resolve => {
        setTimeout(resolve, 10);
      });
    }
    expect(received).toHaveLength(count);
  }

  async function pause() {
    await new Promise(resolve => {
      setTimeout(resolve, 250);
    });
  }

  it('shows what fires in Prometheus, from when it fired, and not what is pending', async () => {
    alerts = [
      firing('InstanceDown'),
      firing('HighErrorRate', { state: 'pending', firedAtMs: undefined }),
    ];
    create();
    expect(await shown()).toEqual([
      {
        annotations: { summary: 'down' },
        endsAt: '2026-03-10T12:04:00.000Z',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        receivers: [{ name: 'opsdeck' }],
        startsAt: '2026-03-10T11:55:00.000Z',
        status: { inhibitedBy: [], silencedBy: [], state: 'active' },
        updatedAt: '2026-03-10T12:00:00.000Z',
        generatorURL: 'http://prometheus.example.com/graph',
        labels: {
          alertname: 'InstanceDown',
          service: 'hopngo',
          severity: 'warning',
        },
      },
    ]);
    alerts = [];
    nowMs += MINUTE;
    expect(await shown()).toEqual([]);
  });

  it('notifies of beginning and end, with the token', async () => {
    alerts = [firing('InstanceDown')];
    create().start();
    await until(1);
    alerts = [];
    nowMs += MINUTE;
    await until(2);
    expect(received.map(({ authorization }) => authorization)).toEqual([
      'Bearer secret',
      'Bearer secret',
    ]);
    const [begin, end] = received.map(({ message }) => message);
    expect(begin.alerts).toMatchObject([
      { startsAt: '2026-03-10T11:55:00Z', endsAt: '0001-01-01T00:00:00Z' },
    ]);
    expect(end.status).toBe('resolved');
    expect(end.alerts).toMatchObject([{ endsAt: '2026-03-10T12:01:00Z' }]);
    await pause();
    expect(received).toHaveLength(2);
  });

  it('waits for the group of a young alert, and not for that of an old one', async () => {
    alerts = [
      firing('InstanceDown'),
      firing('HighErrorRate', { firedAtMs: nowMs }),
    ];
    create({ groupWaitMs: MINUTE }).start();
    await until(1);
    await pause();
    expect(received.map(r => r.message.groupLabels.alertname)).toEqual([
      'InstanceDown',
    ]);
  });

  it('repeats after the repeat interval only', async () => {
    alerts = [firing('InstanceDown')];
    create({ repeatIntervalMs: 10 * MINUTE }).start();
    await until(1);
    nowMs += 9 * MINUTE;
    await pause();
    expect(received).toHaveLength(1);
    nowMs += 2 * MINUTE;
    await until(2);
  });

  it('does not repeat itself after a restart, and keeps its silences', async () => {
    alerts = [firing('InstanceDown')];
    create().start();
    await until(1);
    const app = express().use(alertmanager!.router);
    await request(app)
      .post('/api/v2/silences')
      .send({
        matchers: [{ name: 'service', value: 'boats', isRegex: false }],
        startsAt: new Date(nowMs).toISOString(),
        endsAt: new Date(nowMs + MINUTE).toISOString(),
        createdBy: 'olga.operator',
        comment: 'planned work',
      });
    alertmanager!.stop();
    const saved = JSON.parse(JSON.stringify(alertmanager!.snapshot()));
    expect(saved.silences).toHaveLength(1);
    create({ initial: saved }).start();
    await pause();
    expect(received).toHaveLength(1);
    expect(alertmanager!.snapshot()).toEqual(saved);
  });

  it('tries again at the next interval when the receiver refused', async () => {
    const failures: string[] = [];
    alerts = [firing('InstanceDown')];
    server.removeAllListeners('request');
    let calls = 0;
    server.on('request', (incoming, response) => {
      incoming.resume();
      calls++;
      response.writeHead(calls < 3 ? 429 : 200).end();
    });
    create({ onFailure: message => failures.push(message) }).start();
    const deadline = Date.now() + 3_000;
    while (calls < 3 && Date.now() < deadline) {
      await pause();
    }
    await pause();
    expect(calls).toBe(3);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatch(/group \{\}:.* failed: .*429/);
  });

  it('keeps warnings quiet while no instance of their service answers', async () => {
    const down = firing('APIHealthCheckFailed');
    alerts = [
      { ...down, labels: { ...down.labels, severity: 'critical' } },
      firing('HighLatency'),
    ];
    create();
    const suppressed = await shown('?active=false');
    expect(suppressed).toHaveLength(1);
    expect(suppressed[0].labels.alertname).toBe('HighLatency');
    expect(suppressed[0].status.inhibitedBy).toHaveLength(1);
  });

  it('goes on with what it knows, and says so, when Prometheus cannot be asked', async () => {
    const failures: string[] = [];
    create({
      alertsAt: () => {
        throw new Error('no answer');
      },
      onFailure: message => failures.push(message),
    });
    const app = express().use(alertmanager!.router);
    await request(app)
      .post('/api/v2/alerts')
      .send([{ labels: { alertname: 'Posted' } }]);
    expect(await shown()).toHaveLength(1);
    expect(failures).toEqual([
      "Prometheus' alerts could not be taken in: Error: no answer",
    ]);
  });

  it('lets a posted alert without an end expire after five minutes', async () => {
    create();
    const app = express().use(alertmanager!.router);
    await request(app)
      .post('/api/v2/alerts')
      .send([{ labels: { alertname: 'Posted' } }]);
    nowMs += 5 * MINUTE - 1;
    expect(await shown()).toHaveLength(1);
    nowMs += 1;
    expect(await shown()).toHaveLength(0);
  });

  it('asks for the token when it has one', async () => {
    const { router } = create({ token: 'open sesame' });
    const app = express().use(router);
    const refused = await request(app).get('/api/v2/status');
    expect(refused.status).toBe(401);
    const answered = await request(app)
      .get('/api/v2/status')
      .set('Authorization', 'Bearer open sesame');
    expect(answered.body.versionInfo.version).toBe('0.25.0');
    expect(answered.body.config.original).toContain('group_wait: 40ms');
  });
});
