import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { AlertmanagerSource } from './AlertmanagerSource';
import {
  RealAlertmanager,
  findAlertmanager,
  startRealAlertmanager,
} from './__testUtils__/realAlertmanager';

interface WebhookAlert {
  status: string;
  fingerprint: string;
  startsAt: string;
  endsAt: string;
}

const LABELS = {
  alertname: 'HighErrorRate',
  service: 'hopngo',
  environment: 'production',
  severity: 'critical',
  note: 'é "quoted" <script>',
};

describe('AlertmanagerSource and a real Alertmanager', () => {
  const received: { authorization?: string; alerts: WebhookAlert[] }[] = [];
  let receiver: Server;
  let alertmanager: RealAlertmanager | undefined;
  let source: AlertmanagerSource;

  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push({
        authorization: request.headers.authorization,
        ...JSON.parse(Buffer.concat(chunks).toString('utf8')),
      });
      response.writeHead(202).end();
    });
    await new Promise<void>(resolve => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    const { port } = receiver.address() as AddressInfo;
    // The snippet of the README, with shorter times.
    alertmanager = await startRealAlertmanager(`
route:
  receiver: opsdeck
  group_by: [service]
  group_wait: 100ms
  group_interval: 200ms
  repeat_interval: 4h
receivers:
  - name: opsdeck
    webhook_configs:
      - url: http://127.0.0.1:${port}/api/incidents/webhooks/alertmanager/main
        send_resolved: true
        http_config:
          authorization:
            credentials: a-secret-of-16-or-more
`);
    source = new AlertmanagerSource({
      cadence: 'PT1M',
      instances: [{ id: 'main', baseUrl: alertmanager.url }],
    });
  }, 30_000);

  afterAll(async () => {
    await alertmanager?.stop();
    receiver.closeAllConnections();
    await new Promise(resolve => {
      receiver.close(resolve);
    });
  });

  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${alertmanager?.url}/api/v2/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(await response.text()).not.toMatch(/error/i);
    expect(response.status).toBe(200);
  };

  async function read(): Promise<AlertRecord[]> {
    const records: AlertRecord[] = [];
    const context = {
      signal: AbortSignal.timeout(5_000),
      now: new Date(),
      countCall: () => {},
    };
    const scope = { id: 'main', title: 'main', attributes: {} };
    for await (const page of source.read(scope, context)) {
      expect(page.rejected).toEqual([]);
      for (const record of page.records) {
        records.push(source.recordSchema.parse(record));
      }
    }
    return records;
  }

  async function webhookOf(status: string): Promise<WebhookAlert> {
    const end = Date.now() + 10_000;
    while (Date.now() < end) {
      const alert = received
        .flatMap(({ alerts }) => alerts)
        .find(each => each.status === status);
      if (alert) return alert;
      await sleep(50);
    }
    throw new Error(`No webhook said "${status}"`);
  }

  it('says what to install when it is missing', () => {
    expect(() => findAlertmanager('/nowhere')).toThrow(
      /apt-get install .*prometheus-alertmanager/,
    );
  });

  it('lists the alert that the webhook tells, under one fingerprint and start', async () => {
    const startsAt = new Date(Date.now() - 60_000).toISOString();
    // Nine digits, as Prometheus sends them.
    const precise = startsAt.replace('Z', '456789Z');
    await post('alerts', [
      {
        labels: LABELS,
        annotations: { summary: 'Many requests fail' },
        startsAt: precise,
        generatorURL: 'http://prometheus.example.com/graph',
      },
    ]);
    const told = await webhookOf('firing');
    const [record] = await read();
    expect(record).toMatchObject({
      labels: LABELS,
      state: 'active',
      fingerprint: told.fingerprint,
      startsAt,
      endsAt: null,
    });
    expect(new Date(told.startsAt).toISOString()).toBe(startsAt);
    expect(told.endsAt).toMatch(/^0001-/);
    expect(received[0].authorization).toBe('Bearer a-secret-of-16-or-more');
  });

  it('shows who silenced it', async () => {
    await post('silences', {
      matchers: [
        { name: 'service', value: 'hopngo', isRegex: false, isEqual: true },
      ],
      startsAt: new Date().toISOString(),
      endsAt: '2100-01-01T00:00:00.000Z',
      createdBy: 'olga.operator',
      comment: 'planned work',
    });
    let [record] = await read();
    for (let tries = 0; record.state !== 'suppressed' && tries < 50; tries++) {
      await sleep(100);
      [record] = await read();
    }
    expect(record).toMatchObject({
      state: 'suppressed',
      silencedBy: [
        'silenced by olga.operator until 2100-01-01T00:00:00.000Z: planned work',
      ],
    });
  });

  it('lists it no more once it has ended, though silenced and never told', async () => {
    await post('alerts', [
      { labels: LABELS, endsAt: new Date().toISOString() },
    ]);
    let records = await read();
    for (let tries = 0; records.length > 0 && tries < 50; tries++) {
      await sleep(100);
      records = await read();
    }
    expect(records).toEqual([]);
    // Several group intervals later it still has not been told.
    await sleep(1_000);
    expect(
      received.flatMap(({ alerts }) => alerts).map(({ status }) => status),
    ).not.toContain('resolved');
  });
});
