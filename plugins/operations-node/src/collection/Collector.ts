import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  SourceFailure,
  parseDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import {
  RejectedRecord,
  Source,
  SourceError,
  SourcePage,
  toSourceError,
} from '../source';
import { circuitPauseMs } from './circuit';
import { CollectionSink, SinkContext, SinkRun } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { StaleLeaseError } from './errors';
import {
  DEFAULT_RETRY_POLICY,
  RetryPolicy,
  abortableDelay,
  retryDelay,
} from './retry';
import { Lease } from './ScopeStore';

export interface CollectorOptions<TRecord> {
  source: Source<TRecord>;
  sink: CollectionSink<TRecord>;
  store: CollectionStore;
  logger: LoggerService;
  clock?: () => Date;
  random?: () => number;
  retryPolicy?: RetryPolicy;
}

interface RunProgress {
  records: number;
  rejected: number;
  calls: number;
  cursor?: string;
}

/**
 * Reads the due scopes of one source. Any number of collectors may work on the
 * same source in any number of processes: a scope is leased, and a run that was
 * overtaken cannot write.
 */
export class Collector<TRecord> {
  readonly #options: CollectorOptions<TRecord>;
  readonly #clock: () => Date;
  readonly #random: () => number;
  readonly #retryPolicy: RetryPolicy;

  constructor(options: CollectorOptions<TRecord>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#random = options.random ?? Math.random;
    this.#retryPolicy = options.retryPolicy ?? DEFAULT_RETRY_POLICY;
  }

  /** Brings the scopes in the database in line with the configuration. */
  async syncScopes(): Promise<void> {
    const { source, store } = this.#options;
    await store.scopes.sync(source.id, await source.scopes(), this.#clock());
  }

  /** Reads due scopes one after the other until none is due or the signal fires. */
  async collectDue(signal: AbortSignal): Promise<number> {
    let runs = 0;
    while (!signal.aborted && (await this.collectOne(signal))) runs++;
    return runs;
  }

  /** Leases and reads one due scope. Answers false when none is due. */
  async collectOne(signal: AbortSignal): Promise<boolean> {
    const { source, store } = this.#options;
    const now = this.#clock();
    const timeoutMs = parseDuration(source.timeout).toMillis();
    const lease = await store.scopes.claim(source.id, {
      now,
      expiresAt: new Date(now.getTime() + timeoutMs),
      runId: randomUUID(),
    });
    if (!lease) return false;
    await store.runs.start(lease, now);
    await this.#run(
      lease,
      now,
      AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    );
    return true;
  }

  async #run(lease: Lease, startedAt: Date, signal: AbortSignal) {
    const progress: RunProgress = {
      records: 0,
      rejected: 0,
      calls: 0,
      cursor: lease.cursor,
    };
    try {
      const sinkRun = await this.#options.sink.open();
      await this.#readWithRetry(lease, startedAt, signal, progress, sinkRun);
      await this.#succeed(lease, startedAt, progress, sinkRun);
    } catch (error) {
      if (error instanceof StaleLeaseError) {
        this.#options.logger.info(error.message);
        return;
      }
      await this.#fail(lease, toSourceError(error), progress);
    }
  }

  async #readWithRetry(
    lease: Lease,
    startedAt: Date,
    signal: AbortSignal,
    progress: RunProgress,
    sinkRun: SinkRun<TRecord>,
  ) {
    for (let tries = 1; ; tries++) {
      try {
        await this.#readPages(lease, startedAt, signal, progress, sinkRun);
        return;
      } catch (thrown) {
        if (thrown instanceof StaleLeaseError) throw thrown;
        const error = toSourceError(thrown);
        const now = this.#clock();
        const delay = retryDelay(
          this.#retryPolicy,
          error,
          { tries, elapsedMs: now.getTime() - startedAt.getTime(), now },
          this.#random,
        );
        if (delay === undefined || signal.aborted) throw error;
        await abortableDelay(delay, signal);
      }
    }
  }

  async #readPages(
    lease: Lease,
    startedAt: Date,
    signal: AbortSignal,
    progress: RunProgress,
    sinkRun: SinkRun<TRecord>,
  ) {
    const { source } = this.#options;
    const pages = source.read(lease.scope, {
      signal,
      cursor: progress.cursor,
      now: startedAt,
      countCall: () => {
        progress.calls++;
      },
    });
    for await (const page of abortable(pages, signal)) {
      const { accepted, rejected } = this.#validate(page);
      await this.#options.store.knex.transaction(async trx => {
        await this.#options.store.scopes.fence(trx, lease, page.cursor);
        await sinkRun.apply(accepted, this.#context(lease, trx));
        await this.#options.store.deadLetters.add(
          trx,
          lease,
          rejected,
          this.#clock(),
        );
      });
      progress.cursor = page.cursor;
      progress.records += accepted.length;
      progress.rejected += rejected.length;
    }
  }

  #validate(page: SourcePage<TRecord>) {
    const accepted: TRecord[] = [];
    const rejected: RejectedRecord[] = [...(page.rejected ?? [])];
    for (const record of page.records) {
      const parsed = this.#options.source.recordSchema.safeParse(record);
      if (parsed.success) accepted.push(parsed.data);
      else {
        rejected.push({
          payload: record,
          reason: `the record does not fit the contract: ${z.prettifyError(
            parsed.error,
          )}`,
        });
      }
    }
    return { accepted, rejected };
  }

  async #succeed(
    lease: Lease,
    startedAt: Date,
    progress: RunProgress,
    sinkRun: SinkRun<TRecord>,
  ) {
    const { source, store } = this.#options;
    await store.knex.transaction(async trx => {
      const now = this.#clock();
      await store.scopes.release(trx, lease, {
        now,
        nextDueAt: this.#nextDue(startedAt, source.cadence),
      });
      const counts = await sinkRun.complete(this.#context(lease, trx));
      await store.scopes.setBindingCounts(trx, lease, counts);
      await store.runs.finish(trx, lease.runId, {
        finishedAt: now,
        outcome: 'succeeded',
        ...progress,
      });
    });
  }

  async #fail(lease: Lease, error: SourceError, progress: RunProgress) {
    const { source, store, logger } = this.#options;
    const now = this.#clock();
    const failure: SourceFailure = {
      kind: error.kind,
      message: error.message,
      at: now.toISOString(),
    };
    const pauseMs = circuitPauseMs(lease.consecutiveFailures + 1);
    const dueAt = Math.max(
      this.#nextDue(now, source.cadence).getTime(),
      now.getTime() + pauseMs,
      error.retryAt?.getTime() ?? 0,
    );
    logger.warn(
      `Reading ${source.title} ${lease.scope.title} failed: ${error.message}`,
      { sourceId: source.id, scopeId: lease.scope.id, kind: error.kind },
    );
    if (error.kind === 'internal')
      logger.error('Details of the failure', error);
    try {
      await store.knex.transaction(async trx => {
        await store.scopes.release(trx, lease, {
          now,
          nextDueAt: new Date(dueAt),
          failure,
          circuitOpenUntil:
            pauseMs > 0 ? new Date(now.getTime() + pauseMs) : undefined,
        });
        await store.runs.finish(trx, lease.runId, {
          finishedAt: now,
          outcome: progress.records > 0 ? 'partial' : 'failed',
          ...progress,
          failure,
        });
      });
    } catch (releaseError) {
      if (!(releaseError instanceof StaleLeaseError)) throw releaseError;
      logger.info(releaseError.message);
    }
  }

  /** One cadence on, up to a tenth earlier at random so that scopes spread out. */
  #nextDue(from: Date, cadence: string): Date {
    const due = DateTime.fromJSDate(from, { zone: 'utc' }).plus(
      parseDuration(cadence),
    );
    const jitterMs = (due.toMillis() - from.getTime()) * 0.1 * this.#random();
    return new Date(due.toMillis() - jitterMs);
  }

  #context(lease: Lease, trx: SinkContext['trx']): SinkContext {
    return {
      trx,
      sourceId: lease.sourceId,
      scope: lease.scope,
      runId: lease.runId,
      sweepStartedAt: lease.sweepStartedAt,
      reading: this.#options.source.reading,
      now: this.#clock(),
    };
  }
}

/** Ends an iteration as soon as the signal fires, even when its producer hangs. */
async function* abortable<T>(
  pages: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncIterable<T> {
  const iterator = pages[Symbol.asyncIterator]();
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () =>
      reject(
        new SourceError(
          'timeout',
          'the reading was stopped at its time limit',
          {
            cause: signal.reason,
          },
        ),
      );
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  aborted.catch(() => {
    // Rejections are observed through Promise.race; this one may never be raced.
  });
  try {
    for (;;) {
      const step = await Promise.race([iterator.next(), aborted]);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // A hanging producer never settles its return: it must not be awaited.
    Promise.resolve(iterator.return?.()).catch(() => {
      // The failure that ended the iteration is the one to report.
    });
  }
}
