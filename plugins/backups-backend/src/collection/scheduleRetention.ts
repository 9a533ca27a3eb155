import { SchedulerService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import { BackupStore } from '../database/BackupStore';

/** A resource that no reading lists any more leaves the tab after this. */
const FORGOTTEN_AFTER_DAYS = 30;
/** What no longer exists stays as history this long. */
const GONE_RETENTION_DAYS = 400;
const CHUNK = 500;

/** Puts the retention of the tab's tables on Backstage's scheduler. */
export async function scheduleRetention(options: {
  store: BackupStore;
  scheduler: SchedulerService;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'backups-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => pruneBackups(options.store, new Date(), signal),
  });
}

/** Retires what is forgotten and deletes, in chunks, what is long gone. */
export async function pruneBackups(
  store: BackupStore,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = (days: number) =>
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days }).toJSDate();
  await store.retireForgotten(before(FORGOTTEN_AFTER_DAYS), now);
  const gone = before(GONE_RETENTION_DAYS);
  const prunes = [
    () => store.points.prune(gone, CHUNK),
    () => store.prune(gone, CHUNK),
  ];
  for (const prune of prunes) {
    while (!signal.aborted && (await prune()) === CHUNK);
  }
}
