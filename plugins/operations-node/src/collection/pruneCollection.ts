import { DateTime } from 'luxon';
import { CollectionStore } from './CollectionStore';
import { CollectionRetention } from './readCollectionConfig';

const CHUNK = 1_000;

/** Archives and deletes what is older than its retention, in chunks, each by an index. */
export async function pruneCollection(
  store: CollectionStore,
  retention: CollectionRetention,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = (days: number) =>
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days }).toJSDate();
  const { runs, deadLetters, quarantine, scopes, budgets } = store;
  const archived = before(retention.archiveDeadLettersAfterDays);
  const steps = [
    () => runs.prune(before(retention.runDays), CHUNK),
    () => deadLetters.prune(before(retention.deadLetterDays), CHUNK),
    () => deadLetters.archive(archived, CHUNK),
    () => quarantine.prune(before(retention.deadLetterDays), CHUNK),
    () => quarantine.archive(archived, CHUNK),
    () => scopes.prune(before(retention.retiredScopeDays), CHUNK),
    () => budgets.prune(before(retention.retiredScopeDays), CHUNK),
  ];
  for (const step of steps) {
    while (!signal.aborted && (await step()) === CHUNK);
  }
}
