import { SchedulerService } from '@backstage/backend-plugin-api';
import { utcDayOf } from '@opsdeck/backstage-plugin-slos-common';
import { DateTime } from 'luxon';
import { SlosDatabase } from '../database/openDatabase';
import { wantedFrom } from './readingWork';

/** What an entity promised stays this long after it left the catalog or dropped its files. */
const GONE_RETENTION_DAYS = 30;
/** A ledger that no objective uses any more stays this long. */
const ORPHAN_RETENTION_DAYS = 30;
/** The ledger never reaches back less than this: a month and a week. */
const SHORTEST_LEDGER_DAYS = 37;
const CHUNK = 500;
const LEDGERS_AT_ONCE = 50;

/** Puts the retention of the tab's tables on Backstage's scheduler. */
export async function scheduleRetention(options: {
  database: SlosDatabase;
  scheduler: SchedulerService;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'slos-retention',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => pruneSlos(options.database, new Date(), signal),
  });
}

/**
 * Deletes, in chunks: ledger days before the longest window and a week, ledgers
 * that nothing uses, and entities that are long gone.
 */
export async function pruneSlos(
  database: SlosDatabase,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const { definitions, ledger } = database;
  const before = (days: number) =>
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days }).toJSDate();
  const gone = before(GONE_RETENTION_DAYS);
  while (!signal.aborted && (await definitions.prune(gone, CHUNK)) === CHUNK);

  const oldest = (await definitions.all())
    .map(objective => wantedFrom(objective, now).getTime())
    .concat(before(SHORTEST_LEDGER_DAYS).getTime());
  const beforeDay = utcDayOf(Math.min(...oldest));
  while (!signal.aborted && (await ledger.prune(beforeDay, CHUNK)) === CHUNK);

  const unused = before(ORPHAN_RETENTION_DAYS);
  while (
    !signal.aborted &&
    (await pruneOrphans(database, unused)) === LEDGERS_AT_ONCE
  );
}

async function pruneOrphans(
  { readings, ledger }: SlosDatabase,
  updatedBefore: Date,
): Promise<number> {
  const orphans = await readings.orphans(updatedBefore, LEDGERS_AT_ONCE);
  await readings.transaction(async trx => {
    await ledger.delete(trx, orphans);
    await readings.delete(trx, orphans);
  });
  return orphans.length;
}
