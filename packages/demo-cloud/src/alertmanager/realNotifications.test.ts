import { setTimeout as sleep } from 'node:timers/promises';
import {
  BothAlertmanagers,
  comparable,
  equal,
  startBothAlertmanagers,
} from './__testUtils__/bothAlertmanagers';
import type { WebhookMessage } from './notify/payload';

const HOUR_MS = 3600_000;

describe('the notifications in comparison with those of a real Alertmanager', () => {
  let both: BothAlertmanagers;

  beforeAll(async () => {
    both = await startBothAlertmanagers();
  }, 30_000);

  afterAll(async () => {
    await both?.stop();
  });

  const instances = ['b:1', 'a:1'].map((instance, i) => ({
    labels: {
      alertname: 'InstanceDown',
      service: 'saas',
      severity: 'warning',
      instance,
    },
    annotations: { summary: 'down', instance },
    generatorURL: i === 0 ? 'http://prometheus.example.com/graph' : undefined,
    // An hour ago, so that the group does not wait for more.
    startsAt: new Date(Date.now() - HOUR_MS).toISOString(),
  }));
  const silenced = { labels: { alertname: 'Noise', service: 'hopngo' } };

  async function post(path: string, body: unknown) {
    const answers = await both.ask('POST', path, body);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }

  function ended(alert: object) {
    return { ...alert, endsAt: new Date().toISOString() };
  }

  /** What the receivers got, without what differs by nature. */
  function received(): [real: unknown[], own: unknown[]] {
    const strip = (messages: WebhookMessage[]) =>
      messages.map(message => comparable({ ...message, externalURL: '' }));
    return [strip(both.received[0]), strip(both.received[1])];
  }

  it('puts the alerts of a group into one message', async () => {
    await post('/api/v2/alerts', instances);
    await both.untilReceived(1);
    const [real, own] = received();
    expect(own).toEqual(real);
    expect(real[0]).toMatchObject({
      version: '4',
      status: 'firing',
      groupKey: '{}:{alertname="InstanceDown", service="saas"}',
      truncatedAlerts: 0,
      commonAnnotations: { summary: 'down' },
      alerts: [{ endsAt: '0001-01-01T00:00:00Z' }, { status: 'firing' }],
    });
  });

  it('tells of the end of one alert, and then of the group', async () => {
    await post('/api/v2/alerts', instances.slice(0, 1).map(ended));
    await both.untilReceived(2);
    await post('/api/v2/alerts', instances.slice(1).map(ended));
    await both.untilReceived(3);
    const [real, own] = received();
    expect(own).toEqual(real);
    expect(both.received[0].map(({ status }) => status)).toEqual([
      'firing',
      'firing',
      'resolved',
    ]);
  });

  it('tells nobody of what begins or ends in silence', async () => {
    await post('/api/v2/silences', {
      matchers: [equal('service', 'hopngo')],
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2100-01-01T00:00:00Z',
      createdBy: 'olga.operator',
      comment: 'planned work',
    });
    await post('/api/v2/alerts', [silenced]);
    await sleep(900);
    await post('/api/v2/alerts', [ended(silenced)]);
    await sleep(900);
    expect(both.received.map(messages => messages.length)).toEqual([3, 3]);
  });
});
