/**
 * A stand-in for Prometheus: the HTTP API of version 2.42 (Debian 12's) over the series of the demo world, with its
 * parser's own grammar. Range selectors hold both ends of their range, as they did before Prometheus 3.
 */
export { createPrometheusRouter } from './api/router';
export type { PrometheusOptions } from './api/router';
export { evaluateInstant, evaluateRange } from './engine/query';
export type {
  InstantResult,
  Point,
  QueryContext,
  RangeResultSeries,
} from './engine/query';
export { PromqlError } from './promql/errors';
export { activeAlertsAt } from './rules/activeAlerts';
export type { AlertContext } from './rules/activeAlerts';
export { DEMO_RULES } from './rules/demoRules';
export type { ActiveAlert, AlertingRule } from './rules/rule';
