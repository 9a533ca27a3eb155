import { SchedulerService } from '@backstage/backend-plugin-api';
import { WebhookInbox } from '@opsdeck/backstage-plugin-operations-node';
import { DateTime } from 'luxon';
import { AlertStore } from '../database/AlertStore';
import { IncidentStore } from '../database/IncidentStore';

/** Alerts of no incident stay this long; those of incidents stay with them. */
const ALERT_RETENTION_DAYS = 90;
const DELIVERY_RETENTION_DAYS = 30;
/** Ended incidents, with their events and alerts: three years. */
const INCIDENT_RETENTION_DAYS = 1_096;
const CHUNK = 500;

export interface RetentionStores {
  alerts: AlertStore;
  incidents: IncidentStore;
  inbox: WebhookInbox;
}

/** Puts the retention of the tab's tables on Backstage's scheduler. */
export async function scheduleRetention(
  options: RetentionStores & { scheduler: SchedulerService },
): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'incidents-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => pruneIncidents(options, new Date(), signal),
  });
}

/** Deletes old incidents, alerts and finished deliveries, in chunks. */
export async function pruneIncidents(
  { alerts, incidents, inbox }: RetentionStores,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = (days: number) =>
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days }).toJSDate();
  const prunes = [
    () => alerts.prune(before(ALERT_RETENTION_DAYS), CHUNK),
    () => inbox.prune(before(DELIVERY_RETENTION_DAYS), CHUNK),
    () => incidents.prune(before(INCIDENT_RETENTION_DAYS), CHUNK),
  ];
  for (const prune of prunes) {
    while (!signal.aborted && (await prune()) === CHUNK);
  }
}
