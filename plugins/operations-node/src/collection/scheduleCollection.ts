import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import { Source } from '../source';
import { CollectionSink } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { Collector } from './Collector';

/** Workers per source: enough that one slow scope does not hold up the others. */
const WORKERS_PER_SOURCE = 2;
const WORKER_PERIOD = { seconds: 5 };
/** Time limit of one worker turn; a lost worker is replaced after it. */
const WORKER_TIMEOUT = { minutes: 5 };

const RUN_RETENTION_DAYS = 30;
const DEAD_LETTER_RETENTION_DAYS = 30;
const PRUNE_CHUNK = 1_000;

export interface ScheduleCollectionOptions<TRecord> {
  sources: readonly Source<TRecord>[];
  sink: CollectionSink<TRecord>;
  store: CollectionStore;
  scheduler: SchedulerService;
  logger: LoggerService;
}

/** Puts the collectors of a tab on Backstage's scheduler, a fixed number per source. */
export async function scheduleCollection<TRecord>(
  options: ScheduleCollectionOptions<TRecord>,
): Promise<void> {
  const { sources, sink, store, scheduler, logger } = options;
  for (const source of sources) {
    const collector = new Collector({ source, sink, store, logger });
    await collector.syncScopes();
    for (let worker = 1; worker <= WORKERS_PER_SOURCE; worker++) {
      await scheduler.scheduleTask({
        id: `collect-${source.id}-${worker}`,
        frequency: WORKER_PERIOD,
        timeout: WORKER_TIMEOUT,
        scope: 'global',
        fn: async signal => {
          await collector.collectDue(signal);
        },
      });
    }
  }
  await scheduler.scheduleTask({
    id: 'rebind-records',
    frequency: { seconds: 30 },
    initialDelay: { seconds: 10 },
    timeout: WORKER_TIMEOUT,
    scope: 'global',
    fn: async () => sink.rebind(),
  });
  await scheduler.scheduleTask({
    id: 'collection-retention',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: WORKER_TIMEOUT,
    scope: 'global',
    fn: async signal => pruneCollection(store, new Date(), signal),
  });
}

/** Deletes run records and dead letters that are older than their retention, in chunks. */
export async function pruneCollection(
  store: CollectionStore,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const before = (days: number) =>
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days }).toJSDate();
  const prunes = [
    () => store.runs.prune(before(RUN_RETENTION_DAYS), PRUNE_CHUNK),
    () =>
      store.deadLetters.prune(before(DEAD_LETTER_RETENTION_DAYS), PRUNE_CHUNK),
  ];
  for (const prune of prunes) {
    while (!signal.aborted && (await prune()) === PRUNE_CHUNK);
  }
}
