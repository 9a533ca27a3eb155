import { Alert } from '../alert';
import { webhookMessage } from './payload';

const NOW = Date.UTC(2026, 2, 10, 12);

function alert(instance: string, endsAtMs: number): Alert {
  return {
    fingerprint: instance,
    labels: { alertname: 'InstanceDown', instance },
    annotations: { summary: 'down', instance },
    startsAtMs: NOW - 90_500,
    endsAtMs,
    updatedAtMs: NOW,
    generatorURL: '',
    timeout: false,
  };
}

const context = {
  receiver: 'opsdeck',
  externalUrl: 'http://alertmanager.example.com',
  groupLabels: { alertname: 'InstanceDown' },
  maxAlerts: 0,
};

describe('webhookMessage', () => {
  it('says of each alert whether it fires, and of the group whether one does', () => {
    const all = [alert('a', NOW + 1), alert('b', NOW - 1_000)];
    const message = webhookMessage(all, context, NOW);
    expect(message.status).toBe('firing');
    expect(message.alerts).toMatchObject([
      {
        status: 'firing',
        startsAt: '2026-03-10T11:58:29.5Z',
        endsAt: '0001-01-01T00:00:00Z',
      },
      { status: 'resolved', endsAt: '2026-03-10T11:59:59Z' },
    ]);
    expect(message.commonLabels).toEqual({ alertname: 'InstanceDown' });
    expect(message.commonAnnotations).toEqual({ summary: 'down' });
    expect(webhookMessage(all.slice(1), context, NOW).status).toBe('resolved');
  });

  it('leaves out alerts beyond the limit, and says how many', () => {
    const all = ['a', 'b', 'c'].map(name => alert(name, NOW + 1));
    const message = webhookMessage(all, { ...context, maxAlerts: 1 }, NOW);
    expect(message.alerts.map(a => a.fingerprint)).toEqual(['a']);
    expect(message.truncatedAlerts).toBe(2);
  });

  it('writes times without needless zeros, midnight included', () => {
    const midnight = Date.UTC(2026, 2, 10);
    const [shown] = webhookMessage(
      [{ ...alert('a', NOW), startsAtMs: midnight, endsAtMs: midnight + 20 }],
      context,
      NOW,
    ).alerts;
    expect(shown.startsAt).toBe('2026-03-10T00:00:00Z');
    expect(shown.endsAt).toBe('2026-03-10T00:00:00.02Z');
  });
});
