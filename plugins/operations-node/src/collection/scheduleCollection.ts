import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { Source } from '../source';
import { CollectionSink } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { Collector } from './Collector';

/** Workers per source: enough that one slow scope does not hold up the others. */
const WORKERS_PER_SOURCE = 2;
const WORKER_PERIOD = { seconds: 5 };
/** A fresh catalog knows its entities after some seconds: what is read earlier binds later. */
const FIRST_TURN_DELAY = { seconds: 6 };
/** A worker begins no further scope after this time. */
const TURN_MS = 30_000;
/** What a turn may last beyond that and beyond the time limit of its last run. */
const TURN_GRACE_MS = 60_000;
const SYNC_PERIOD = { minutes: 5 };
/** At start a backend waits no longer for a source to name its scopes. */
const FIRST_SYNC_TIMEOUT_MS = 10_000;
const TASK_TIMEOUT = { minutes: 5 };

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
  const collectors = sources.map(
    source => [source, new Collector({ source, sink, store, logger })] as const,
  );
  await Promise.all(
    collectors.map(([source, collector]) =>
      firstSync(collector, source, logger),
    ),
  );
  for (const [source, collector] of collectors) {
    await scheduler.scheduleTask({
      id: `sync-scopes-${source.id}`,
      frequency: SYNC_PERIOD,
      initialDelay: SYNC_PERIOD,
      timeout: TASK_TIMEOUT,
      scope: 'global',
      fn: async signal => collector.syncScopes(signal),
    });
    for (let worker = 1; worker <= WORKERS_PER_SOURCE; worker++) {
      await scheduler.scheduleTask({
        id: `collect-${source.id}-${worker}`,
        frequency: WORKER_PERIOD,
        initialDelay: FIRST_TURN_DELAY,
        timeout: {
          milliseconds:
            TURN_MS + durationMillis(source.timeout) + TURN_GRACE_MS,
        },
        scope: 'global',
        fn: async signal => {
          await collector.collectDue(signal, TURN_MS);
        },
      });
    }
  }
  await scheduler.scheduleTask({
    id: 'rebind-records',
    frequency: { seconds: 15 },
    initialDelay: { seconds: 15 },
    timeout: TASK_TIMEOUT,
    scope: 'global',
    fn: async () => sink.rebind(),
  });
  await scheduler.scheduleTask({
    id: 'collection-retention',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: TASK_TIMEOUT,
    scope: 'global',
    fn: async signal => pruneCollection(store, new Date(), signal),
  });
}

/** A source that cannot name its scopes now must not keep the backend from starting. */
async function firstSync(
  collector: Pick<Collector<unknown>, 'syncScopes'>,
  source: Pick<Source<unknown>, 'title'>,
  logger: LoggerService,
): Promise<void> {
  try {
    await collector.syncScopes(AbortSignal.timeout(FIRST_SYNC_TIMEOUT_MS));
  } catch (error) {
    logger.warn(
      `${source.title} could not name its scopes; those known from before are read, and it is asked again in ${SYNC_PERIOD.minutes} minutes`,
      error instanceof Error ? error : new Error(String(error)),
    );
  }
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
