import { SchedulerService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import { LedgerRetention } from '../database/LedgerRetention';

/** What could not be read this long no longer counts as running. */
const FORGOTTEN_AFTER_DAYS = 30;
const CHUNK = 500;

export interface RetentionOptions {
  retention: LedgerRetention;
  /** Days that the ledger remembers a deployment. */
  retentionDays: number;
}

/** Puts the retention of the tab's tables on Backstage's scheduler. */
export async function scheduleRetention(
  options: RetentionOptions & { scheduler: SchedulerService },
): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'deployments-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => pruneLedger(options, new Date(), signal),
  });
}

/** Forgets what is no longer read and deletes, in chunks, what is older than the retention. */
export async function pruneLedger(
  { retention, retentionDays }: RetentionOptions,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = (days: number) =>
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days }).toJSDate();
  await retention.forgetUnread(before(FORGOTTEN_AFTER_DAYS));
  const old = before(retentionDays);
  const prunes = [
    () => retention.pruneDeployments(old, CHUNK),
    () => retention.pruneUnbound(old, CHUNK),
    () => retention.pruneRunning(old, CHUNK),
  ];
  for (const prune of prunes) {
    while (!signal.aborted && (await prune()) === CHUNK);
  }
}
