import { Entity } from '@backstage/catalog-model';
import {
  AlertRecord,
  mapAlertmanagerAlert,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  NewDelivery,
  deliveryKey,
} from '@opsdeck/backstage-plugin-operations-node';

/** The instant that the examples are about. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const SHOP = 'component:default/shop';

/** That many minutes after {@link NOW}; before it when negative. */
export function at(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * MINUTE);
}

export interface AlertChanges {
  name?: string;
  service?: string;
  severity?: string;
  environment?: string;
  summary?: string;
  state?: AlertRecord['state'];
  startsAt?: Date;
  endsAt?: Date;
}

/** A critical alert of the shop's production that fires since {@link NOW}. */
export function alert(
  fingerprint: string,
  change: AlertChanges = {},
): AlertRecord {
  return mapAlertmanagerAlert({
    fingerprint,
    labels: {
      alertname: change.name ?? `Alert${fingerprint}`,
      service: change.service ?? 'shop',
      severity: change.severity ?? 'critical',
      environment: change.environment ?? 'production',
    },
    annotations: { summary: change.summary ?? `${fingerprint} fails` },
    startsAt: (change.startsAt ?? NOW).toISOString(),
    endsAt: change.endsAt?.toISOString(),
    state: change.state ?? 'active',
    silencedBy: [],
  });
}

/** An Alertmanager webhook, version 4, as its body. */
export function delivery(
  alerts: readonly AlertRecord[],
  change: Record<string, unknown> = {},
): string {
  return JSON.stringify({
    version: '4',
    groupKey: '{}:{service="shop"}',
    status: alerts.some(each => each.state === 'active')
      ? 'firing'
      : 'resolved',
    receiver: 'opsdeck',
    truncatedAlerts: 0,
    newFieldOfTomorrow: true,
    alerts: alerts.map(each => ({
      status: each.state === 'resolved' ? 'resolved' : 'firing',
      labels: each.labels,
      annotations: { summary: each.summary },
      startsAt: each.startsAt,
      endsAt: each.endsAt ?? '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.example.com/graph',
      fingerprint: each.fingerprint,
    })),
    ...change,
  });
}

/** A webhook of Alertmanager as the receiver hands it to the inbox. */
export function arrived(text: string, now: Date): NewDelivery {
  const body = Buffer.from(text);
  return {
    address: { sender: 'alertmanager', receiver: 'main' },
    key: deliveryKey('main', body, {}, now),
    body,
  };
}

/** A catalog Component that claims the alerts of its own name. */
export function serviceEntity(name: string, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'prometheus.io/service-name': name },
    },
    spec: { type: 'service' },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}
