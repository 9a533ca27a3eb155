import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { AlertClass, AlertRecord } from '../api';

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

const CLASSES: Record<string, AlertClass> = {
  critical: 'critical',
  page: 'critical',
  warning: 'warning',
  ticket: 'warning',
  info: 'info',
};

/** An alert of Alertmanager in our words. */
export function mapAlertmanagerAlert(alert: AlertmanagerAlert): AlertRecord {
  const { labels, annotations } = alert;
  return {
    fingerprint: alert.fingerprint,
    name: labels.alertname || 'unnamed alert',
    state: alert.state,
    class: CLASSES[labels.severity?.toLowerCase() ?? ''] ?? 'unclassified',
    labels,
    summary: annotations.summary ?? annotations.message ?? '',
    description: annotations.description ?? '',
    runbookUrl: annotations.runbook_url ?? null,
    generatorUrl: alert.generatorURL || null,
    startsAt: instant(alert.startsAt),
    // While it fires, endsAt is a guess of when it would expire, or year 1.
    endsAt:
      alert.state === 'resolved' && alert.endsAt ? instant(alert.endsAt) : null,
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

function instant(text: string): string {
  return new Date(text).toISOString();
}
