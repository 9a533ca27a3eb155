import { SchedulerService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import { RetentionStore } from '../database/RetentionStore';

/** Long enough for a yearly audit over the whole year before. */
const RETENTION_DAYS = 800;
const CHUNK = 200;

/** Puts the retention of the tab's tables on Backstage's scheduler. */
export async function scheduleRetention(options: {
  retention: RetentionStore;
  scheduler: SchedulerService;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'runbooks-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => pruneRunbooks(options.retention, new Date(), signal),
  });
}

/** Deletes, in chunks, what is older than its retention; definitions last. */
export async function pruneRunbooks(
  retention: RetentionStore,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = DateTime.fromJSDate(now, { zone: 'utc' })
    .minus({ days: RETENTION_DAYS })
    .toJSDate();
  const prunes = [
    () => retention.pruneRuns(before, CHUNK),
    () => retention.pruneOccurrences(before, CHUNK),
    () => retention.pruneChecklists(before, CHUNK),
    () => retention.pruneDefinitions(before, CHUNK),
  ];
  for (const prune of prunes) {
    while (!signal.aborted && (await prune()) === CHUNK);
  }
}
