import { SchedulerService } from '@backstage/backend-plugin-api';
import { WebhookInbox } from '@opsdeck/backstage-plugin-operations-node';
import { DateTime } from 'luxon';
import { AlertStore } from '../database/AlertStore';

/** Alerts of no incident stay this long; those of incidents stay with them. */
const ALERT_RETENTION_DAYS = 90;
const DELIVERY_RETENTION_DAYS = 30;
const CHUNK = 500;

/** Deletes old alerts and finished deliveries, in chunks. */
export async function scheduleRetention(options: {
  alerts: AlertStore;
  inbox: WebhookInbox;
  scheduler: SchedulerService;
}): Promise<void> {
  const before = (days: number) => DateTime.utc().minus({ days }).toJSDate();
  const prunes = [
    () => options.alerts.prune(before(ALERT_RETENTION_DAYS), CHUNK),
    () => options.inbox.prune(before(DELIVERY_RETENTION_DAYS), CHUNK),
  ];
  await options.scheduler.scheduleTask({
    id: 'incidents-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => {
      for (const prune of prunes) {
        while (!signal.aborted && (await prune()) === CHUNK);
      }
    },
  });
}
