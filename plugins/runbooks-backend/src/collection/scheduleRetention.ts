import { SchedulerService } from '@backstage/backend-plugin-api';
import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import { DateTime } from 'luxon';
import { RetentionStore } from '../database/RetentionStore';
import { FeedStore } from '../feed/FeedStore';

/** Long enough for a yearly audit over the whole year before. */
export const RETENTION_DAYS = 800;
const CHUNK = 200;

/** Puts the retention of the tab's tables on Backstage's scheduler. */
export async function scheduleRetention(options: {
  retention: RetentionStore;
  evidence: EvidenceStore;
  feeds: FeedStore;
  scheduler: SchedulerService;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'runbooks-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => pruneRunbooks(options, new Date(), signal),
  });
}

/**
 * Deletes, in chunks, what is older than its retention; definitions last. Of the
 * evidence of each run its number of records and last hash stay.
 */
export async function pruneRunbooks(
  {
    retention,
    evidence,
    feeds,
  }: { retention: RetentionStore; evidence: EvidenceStore; feeds: FeedStore },
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = DateTime.fromJSDate(now, { zone: 'utc' })
    .minus({ days: RETENTION_DAYS })
    .toJSDate();
  const prunes = [
    () => evidence.prune(before, now, CHUNK),
    () => retention.pruneRuns(before, CHUNK),
    () => retention.pruneOccurrences(before, CHUNK),
    () => retention.pruneChecklists(before, CHUNK),
    () => retention.pruneDefinitions(before, CHUNK),
    () => feeds.prune(before, CHUNK),
  ];
  for (const prune of prunes) {
    while (!signal.aborted && (await prune()) === CHUNK);
  }
}
