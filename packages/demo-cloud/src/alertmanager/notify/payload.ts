import { Alert, isResolved } from '../alert';
import { groupKeyOf } from '../grouping';

type Labels = Record<string, string>;

/** One alert in a webhook. */
export interface WebhookAlert {
  status: 'firing' | 'resolved';
  labels: Labels;
  annotations: Labels;
  /** RFC 3339. */
  startsAt: string;
  /** RFC 3339; `0001-01-01T00:00:00Z` while the alert fires. */
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
}

/** The body Alertmanager posts to a webhook, version 4. */
export interface WebhookMessage {
  receiver: string;
  /** `firing` as long as one alert of the group fires. */
  status: 'firing' | 'resolved';
  alerts: WebhookAlert[];
  groupLabels: Labels;
  commonLabels: Labels;
  commonAnnotations: Labels;
  externalURL: string;
  version: '4';
  groupKey: string;
  /** How many alerts were left out because of `max_alerts`. */
  truncatedAlerts: number;
}

/** What a message is made of besides its alerts. */
export interface MessageContext {
  receiver: string;
  externalUrl: string;
  groupLabels: Labels;
  /** At most so many alerts in one message; 0 is no limit. */
  maxAlerts: number;
}

const ZERO_TIME = '0001-01-01T00:00:00Z';

/** The message for the alerts of a group, in their order. */
export function webhookMessage(
  all: readonly Alert[],
  context: MessageContext,
  nowMs: number,
): WebhookMessage {
  const { maxAlerts, groupLabels } = context;
  const alerts = maxAlerts > 0 ? all.slice(0, maxAlerts) : all;
  return {
    receiver: context.receiver,
    status: alerts.every(alert => isResolved(alert, nowMs))
      ? 'resolved'
      : 'firing',
    alerts: alerts.map(alert => ({
      status: isResolved(alert, nowMs) ? 'resolved' : 'firing',
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: goTime(alert.startsAtMs),
      endsAt: isResolved(alert, nowMs) ? goTime(alert.endsAtMs) : ZERO_TIME,
      generatorURL: alert.generatorURL,
      fingerprint: alert.fingerprint,
    })),
    groupLabels,
    commonLabels: inCommon(alerts.map(({ labels }) => labels)),
    commonAnnotations: inCommon(alerts.map(({ annotations }) => annotations)),
    externalURL: context.externalUrl,
    version: '4',
    groupKey: groupKeyOf(groupLabels),
    truncatedAlerts: all.length - alerts.length,
  };
}

/** The pairs that all sets share. */
function inCommon([first = {}, ...others]: readonly Labels[]): Labels {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every(other => other[name] === value),
    ),
  );
}

/** An instant as Go writes it in JSON: fractions without trailing zeros. */
function goTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.?0+Z$/, 'Z');
}
