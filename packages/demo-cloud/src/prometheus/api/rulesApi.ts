import { AlertContext, alertsOfRule, durationOf } from '../rules/activeAlerts';
import { ActiveAlert, AlertingRule } from '../rules/rule';
import { formatExponent } from '../goNumbers';

/** The `data` of `/api/v1/alerts`. */
export function alertsData(
  context: AlertContext,
  rules: readonly AlertingRule[],
  nowMs: number,
): object {
  return {
    alerts: rules.flatMap(rule =>
      alertsOfRule(context, rule, nowMs).map(formatAlert),
    ),
  };
}

/** The `data` of `/api/v1/rules`: one group with all rules; `type` may ask for `alert` or `record` rules only. */
export function rulesData(
  context: AlertContext,
  rules: readonly AlertingRule[],
  nowMs: number,
  intervalMs: number,
  type: string,
): object {
  const evaluatedAt = Math.floor(nowMs / intervalMs) * intervalMs;
  const lastEvaluation = new Date(evaluatedAt).toISOString();
  const shown = type === 'record' ? [] : rules;
  const group = {
    name: 'opsdeck-demo',
    file: '/etc/prometheus/rules/opsdeck-demo.yml',
    rules: shown.map(rule => {
      const alerts = alertsOfRule(context, rule, nowMs);
      return {
        state: stateOf(alerts),
        name: rule.alert,
        query: rule.expr,
        duration: durationOf(rule) / 1000,
        keepFiringFor: 0,
        labels: rule.labels,
        annotations: rule.annotations,
        alerts: alerts.map(formatAlert),
        health: 'ok',
        evaluationTime: 0,
        lastEvaluation,
        type: 'alerting',
      };
    }),
    interval: intervalMs / 1000,
    limit: 0,
    evaluationTime: 0,
    lastEvaluation,
  };
  return { groups: shown.length > 0 ? [group] : [] };
}

function stateOf(alerts: ActiveAlert[]): string {
  if (alerts.some(({ state }) => state === 'firing')) {
    return 'firing';
  }
  return alerts.length > 0 ? 'pending' : 'inactive';
}

function formatAlert(alert: ActiveAlert): object {
  return {
    labels: alert.labels,
    annotations: alert.annotations,
    state: alert.state,
    activeAt: new Date(alert.activeAtMs).toISOString(),
    value: formatExponent(alert.value),
  };
}
