import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { AlertClass, AlertRecord } from '../api';
import { httpUrl } from './httpUrl';

/** What the webhook (version 4) and the API (v2) of Alertmanager both say of an alert. */
export interface AlertmanagerAlert {
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt?: string;
  generatorURL?: string;
  state: AlertRecord['state'];
  silencedBy: readonly string[];
}

const CLASSES = new Map<string, AlertClass>([
  ['critical', 'critical'],
  ['page', 'critical'],
  ['warning', 'warning'],
  ['ticket', 'warning'],
  ['info', 'info'],
]);

/**
 * An alert of Alertmanager in our words.
 *
 * @throws RangeError when an instant cannot be read.
 */
export function mapAlertmanagerAlert(alert: AlertmanagerAlert): AlertRecord {
  const { labels, annotations } = alert;
  return {
    fingerprint: alert.fingerprint,
    name: labels.alertname || 'unnamed alert',
    state: alert.state,
    class: CLASSES.get(labels.severity?.toLowerCase() ?? '') ?? 'unclassified',
    labels,
    summary: annotations.summary ?? annotations.message ?? '',
    description: annotations.description ?? '',
    runbookUrl: httpUrl(annotations.runbook_url),
    generatorUrl: httpUrl(alert.generatorURL),
    startsAt: instant(alert.startsAt),
    // While it fires, endsAt is a guess of when it would expire, or year 1.
    endsAt:
      alert.state === 'resolved' && endsAfterStart(alert)
        ? instant(alert.endsAt)
        : null,
    silencedBy: [...alert.silencedBy],
    bindings: labels.service
      ? [
          {
            annotation: PEER_ANNOTATIONS.prometheusServiceName,
            value: labels.service,
          },
        ]
      : [],
    environmentFacts: {
      ...(labels.environment ? { label: labels.environment } : {}),
      ...(labels.cluster ? { cluster: labels.cluster } : {}),
      ...(labels.namespace ? { namespace: labels.namespace } : {}),
    },
  };
}

function endsAfterStart(
  alert: AlertmanagerAlert,
): alert is AlertmanagerAlert & { endsAt: string } {
  return (
    alert.endsAt !== undefined &&
    Date.parse(alert.endsAt) >= Date.parse(alert.startsAt)
  );
}

function instant(text: string): string {
  return new Date(text).toISOString();
}
