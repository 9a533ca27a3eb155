import { SchedulerService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import { BackupStore } from '../database/BackupStore';

/** Points that no longer exist stay as history this long. */
const GONE_POINT_RETENTION_DAYS = 400;
const CHUNK = 500;

/** Deletes recovery points that are long gone, in chunks. */
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
    fn: async signal => {
      const before = DateTime.utc()
        .minus({ days: GONE_POINT_RETENTION_DAYS })
        .toJSDate();
      while (
        !signal.aborted &&
        (await options.store.prunePoints(before, CHUNK)) === CHUNK
      );
    },
  });
}
