import {
  everyStep,
  sampledSeries,
  sourceOf,
} from '../__testUtils__/sampledSeries';
import { activeAlertsAt, AlertContext } from './activeAlerts';
import { AlertingRule } from './rule';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 10);

const RULE: AlertingRule = {
  alert: 'InstanceDown',
  expr: 'up == 0',
  for: '5m',
  labels: { severity: 'warning', team: '{{ $labels.service }}-team' },
  annotations: {
    summary: '{{ $labels.instance }} is down',
    description: 'up is {{ $value }}',
    runbook_url: 'https://example.com/runbook',
  },
};

/** Down from minute 10 to 30 and, after one good sample, from 31 to 60. */
const context: AlertContext = {
  rules: [RULE],
  externalUrl: 'http://prometheus.example.com',
  series: sourceOf([
    sampledSeries(
      { __name__: 'up', service: 'hopngo', instance: 'a:1' },
      everyStep(START, 30_000, 240, i =>
        (i >= 20 && i < 60) || (i >= 61 && i < 120) ? 0 : 1,
      ),
    ),
  ]),
};

function stateAt(minutes: number) {
  const [alert] = activeAlertsAt(context, START + minutes * MINUTE);
  return (
    alert && {
      state: alert.state,
      active: (alert.activeAtMs - START) / MINUTE,
      fired: alert.firedAtMs && (alert.firedAtMs - START) / MINUTE,
    }
  );
}

describe('activeAlertsAt', () => {
  it.each([
    [9.9, undefined],
    [10, { state: 'pending', active: 10 }],
    [14.9, { state: 'pending', active: 10 }],
    [15, { state: 'firing', active: 10, fired: 15 }],
    [29.9, { state: 'firing', active: 10, fired: 15 }],
    [30, undefined],
    // One good sample begins a new story.
    [30.5, { state: 'pending', active: 30.5 }],
    [59.9, { state: 'firing', active: 30.5, fired: 35.5 }],
    [60, undefined],
  ])('knows the state after %d minutes', (minutes, expected) => {
    expect(stateAt(minutes)).toEqual(expected);
  });

  it('describes the alert as Prometheus does', () => {
    const [alert] = activeAlertsAt(context, START + 20 * MINUTE);
    expect(alert).toMatchObject({
      labels: {
        alertname: 'InstanceDown',
        severity: 'warning',
        service: 'hopngo',
        instance: 'a:1',
        team: 'hopngo-team',
      },
      annotations: {
        summary: 'a:1 is down',
        description: 'up is 0',
        runbook_url: 'https://example.com/runbook',
      },
      value: 0,
      generatorURL:
        'http://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
    });
    expect(alert.labels).not.toHaveProperty('__name__');
  });

  it('tells the same story whenever it is asked', () => {
    const later = { ...context };
    expect(activeAlertsAt(later, START + 55 * MINUTE)).toEqual(
      activeAlertsAt(context, START + 55 * MINUTE),
    );
    for (let minutes = 0; minutes < 90; minutes += 0.7) {
      const tMs = START + minutes * MINUTE;
      for (const alert of activeAlertsAt(context, tMs)) {
        expect(alert.activeAtMs).toBeLessThanOrEqual(tMs);
        expect(alert.firedAtMs ?? tMs).toBeLessThanOrEqual(tMs);
      }
    }
  });

  it('looks back a week and no further, to a bound that does not creep', () => {
    const down: AlertContext = {
      ...context,
      series: sourceOf([{ labels: { __name__: 'up' }, valueAt: () => 0 }]),
    };
    const since = (tMs: number) => activeAlertsAt(down, tMs)[0].activeAtMs;
    expect(since(START + 9 * HOUR)).toBe(START - 7 * DAY);
    expect(since(START + 17 * HOUR)).toBe(START - 7 * DAY);
    const young = { ...down, retentionMs: DAY };
    expect(activeAlertsAt(young, START)[0].activeAtMs).toBe(START - DAY);
  });

  it('says which rule it cannot evaluate', () => {
    const evaluate = (change: Partial<AlertingRule>) =>
      activeAlertsAt(
        { ...context, rules: [{ ...RULE, ...change }] },
        START + 20 * MINUTE,
      );
    expect(() => evaluate({ expr: '1' })).toThrow(
      'The expression of rule InstanceDown answers a scalar, not a vector',
    );
    expect(() => evaluate({ for: 'soon' })).toThrow(
      'Rule InstanceDown: "soon" is not a duration',
    );
  });
});
