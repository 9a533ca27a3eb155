import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { CollectionSink } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { CollectionMetrics } from './CollectionMetrics';
import { Collector, DEFAULT_CONCURRENCY } from './Collector';
import { pruneCollection } from './pruneCollection';
import { CollectionRetention } from './readCollectionConfig';

const WORKER_PERIOD = { seconds: 5 };
/** A fresh catalog knows its entities after some seconds: what is read earlier binds later. */
const FIRST_TURN_DELAY = { seconds: 6 };
/** A worker begins no further scope after this time: its next turn is due a second later. */
const TURN_MS = 4_000;
/**
 * What a turn may last beyond that and beyond the time limit of its last run:
 * enough to claim a scope. A replica that is killed holds its workers as long as
 * a turn may last, and the scheduler takes up to a minute to notice.
 */
const TURN_GRACE_MS = 1_000;
const SYNC_PERIOD = { minutes: 5 };
/** At start a backend waits no longer for a source to name its scopes. */
const FIRST_SYNC_TIMEOUT_MS = 10_000;
const TASK_TIMEOUT = { minutes: 5 };

export interface ScheduleCollectionOptions<TRecord> {
  sources: readonly Source<TRecord>[];
  sink: CollectionSink<TRecord>;
  store: CollectionStore;
  scheduler: SchedulerService;
  logger: LoggerService;
  retention: CollectionRetention;
  metrics?: CollectionMetrics;
}

/** Puts the collectors of a tab on Backstage's scheduler, a fixed number per source. */
export async function scheduleCollection<TRecord>(
  options: ScheduleCollectionOptions<TRecord>,
): Promise<void> {
  const { sources, sink, store, scheduler, retention, logger, metrics } =
    options;
  const collectors = sources.map(
    source =>
      [
        source,
        new Collector({
          source,
          sink,
          store,
          logger,
          metrics,
          clock: store.clock.now,
        }),
      ] as const,
  );
  await store.clock.schedule(scheduler, logger);
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
    const workers = source.concurrency ?? DEFAULT_CONCURRENCY;
    for (let worker = 1; worker <= workers; worker++) {
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
    fn: async signal =>
      pruneCollection(store, retention, store.clock.now(), signal),
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
