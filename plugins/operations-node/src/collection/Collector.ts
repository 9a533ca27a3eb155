import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  SourceFailure,
  SourceRun,
  durationMillis,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { Source, SourceError, isTransient, toSourceError } from '../source';
import { abortable, limitRun } from './abortable';
import { CollectionSink, SinkRun } from './CollectionSink';
import { CLOSING_POLICY, ClosingPolicy, closeWithin } from './closing';
import { CollectionMetrics } from './CollectionMetrics';
import { CollectionStore } from './CollectionStore';
import { StaleLeaseError, WorkerStoppedError, storageProblem } from './errors';
import { dueAfterFailure, dueAfterSuccess } from './nextDue';
import { DEFAULT_RETRY_POLICY, RetryPolicy } from './retry';
import { ScopeReading, stored } from './ScopeReading';
import { ReadLease } from './ScopeStore';

/**
 * A lease outlives its run's time limit by this much, so that the run itself
 * can still write down how it ended.
 */
const LEASE_GRACE_MS = 30_000;

/** Scopes of a source read at the same time: one slow scope does not hold up the others. */
export const DEFAULT_CONCURRENCY = 2;

/** A cursor with which reading failed this often in a row is dropped. */
const CURSOR_TRIES = 3;

export interface CollectorOptions<TRecord> {
  source: Source<TRecord>;
  sink: CollectionSink<TRecord>;
  store: CollectionStore;
  logger: LoggerService;
  clock?: () => Date;
  random?: () => number;
  retryPolicy?: RetryPolicy;
  closingPolicy?: ClosingPolicy;
  metrics?: CollectionMetrics;
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
  readonly #timeoutMs: number;

  constructor(options: CollectorOptions<TRecord>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#random = options.random ?? Math.random;
    this.#timeoutMs = durationMillis(options.source.timeout);
  }

  /** Brings the scopes in the database in line with the configuration. */
  async syncScopes(signal = new AbortController().signal): Promise<void> {
    const { source, store } = this.#options;
    const scopes = await abortable(source.scopes(), signal);
    await store.scopes.sync(source.id, scopes, this.#clock());
  }

  /**
   * Reads due scopes one after the other until none is due or the signal fires.
   *
   * @param turnMs - begins no further scope after this time
   */
  async collectDue(signal: AbortSignal, turnMs = Infinity): Promise<number> {
    const turnEndsAt = this.#clock().getTime() + turnMs;
    let runs = 0;
    while (
      !signal.aborted &&
      this.#clock().getTime() <= turnEndsAt &&
      (await this.collectOne(signal))
    ) {
      runs++;
    }
    return runs;
  }

  /** Leases and reads one due scope. Answers false when none is due. */
  async collectOne(signal: AbortSignal): Promise<boolean> {
    const { source, store } = this.#options;
    const now = this.#clock();
    const lease = await store.scopes.claim(source.id, {
      now,
      expiresAt: this.#leaseEndsAt(now),
      runId: randomUUID(),
      concurrency: source.concurrency ?? DEFAULT_CONCURRENCY,
      onLease: (trx, leased) => store.runs.start(trx, leased, now),
    });
    if (!lease) return false;
    const limit = limitRun(signal, this.#timeoutMs);
    try {
      await this.#run(lease, now, limit.signal);
    } catch (error) {
      if (!(error instanceof StaleLeaseError)) throw error;
      this.#options.logger.info(error.message);
      this.#measure(now, 'lost', undefined);
    } finally {
      limit.clear();
    }
    return true;
  }

  async #run(lease: ReadLease, startedAt: Date, signal: AbortSignal) {
    let reading: ScopeReading<TRecord> | undefined;
    try {
      const sinkRun = await this.#open(signal);
      reading = new ScopeReading({
        ...this.#options,
        sinkRun,
        lease,
        startedAt,
        endsAt: new Date(startedAt.getTime() + this.#timeoutMs),
        retryPolicy: this.#options.retryPolicy ?? DEFAULT_RETRY_POLICY,
        clock: this.#clock,
        random: this.#random,
      });
      await reading.read(signal);
      await this.#succeed(lease, startedAt, reading, sinkRun);
    } catch (error) {
      if (error instanceof StaleLeaseError) throw error;
      if (error instanceof WorkerStoppedError) {
        await this.#stop(lease, startedAt, reading);
      } else {
        await this.#fail(lease, startedAt, toSourceError(error), reading);
      }
    }
  }

  async #open(signal: AbortSignal): Promise<SinkRun<TRecord>> {
    try {
      return await abortable(this.#options.sink.open(), signal);
    } catch (cause) {
      if (cause instanceof WorkerStoppedError) throw cause;
      throw new SourceError(
        'internal',
        'what is needed to store the records, such as the catalog, could not be read; the log of the backend has the details',
        { cause },
      );
    }
  }

  async #succeed(
    lease: ReadLease,
    startedAt: Date,
    reading: ScopeReading<TRecord>,
    sinkRun: SinkRun<TRecord>,
  ) {
    const { source, store } = this.#options;
    const complete = source.reading === 'complete';
    const resumed = complete && lease.cursor !== undefined;
    const { records, rejected } = reading.counts();
    if (complete && !resumed && records === 0 && rejected > 0) {
      throw new SourceError(
        'malformed',
        `none of ${rejected} records could be processed; see the dead letters`,
      );
    }
    const succeeded = store.knex.transaction(async trx => {
      const now = this.#clock();
      await store.scopes.release(trx, lease, {
        now,
        nextDueAt: dueAfterSuccess(startedAt, source.cadence, this.#random),
        // The first pages of a resumed reading are as old as its beginning.
        completeAsOf: resumed ? lease.sweepStartedAt : now,
        dropCursor: complete,
        consecutiveFailures: 0,
      });
      const context = reading.context(trx);
      // What could not be processed was there: absence proves nothing then.
      const proved =
        complete &&
        !(await store.deadLetters.anySince(trx, lease, lease.sweepStartedAt));
      const counts = await sinkRun.complete({
        ...context,
        reading: proved ? 'complete' : 'incremental',
      });
      await store.scopes.setBindingCounts(trx, lease, counts);
      await store.runs.finish(trx, lease.runId, {
        finishedAt: now,
        outcome: 'succeeded',
        ...reading.counts(),
      });
    });
    await stored(succeeded);
    this.#measure(startedAt, 'succeeded', reading);
  }

  /** Gives the scope back as it is: the next worker goes on with it at once. */
  async #stop(
    lease: ReadLease,
    startedAt: Date,
    reading: ScopeReading<TRecord> | undefined,
  ) {
    const { store, logger } = this.#options;
    const outcome = reading?.kept ? 'partial' : 'lost';
    logger.info(`Reading ${this.#name(lease)} was stopped with its worker`);
    const now = this.#clock();
    await this.#close(lease, startedAt, async trx => {
      await store.scopes.giveBack(trx, lease, now);
      await store.runs.finish(trx, lease.runId, {
        finishedAt: now,
        outcome,
        ...countsOf(reading),
      });
    });
    this.#measure(startedAt, outcome, reading);
  }

  async #fail(
    lease: ReadLease,
    startedAt: Date,
    error: SourceError,
    reading: ScopeReading<TRecord> | undefined,
  ) {
    const { source, store, logger } = this.#options;
    const now = this.#clock();
    const failure: SourceFailure = {
      kind: error.kind,
      message: error.message,
      at: now.toISOString(),
      ...(error.missingPermission && {
        missingPermission: error.missingPermission,
      }),
    };
    // Who says when to come again is not broken: only silence opens the circuit.
    const isAppointment = error.kind === 'throttled' && error.retryAt;
    const outcome = reading?.kept ? 'partial' : 'failed';
    const consecutiveFailures =
      lease.consecutiveFailures + (isAppointment ? 0 : 1);
    const { dueAt, circuitOpenUntil } = dueAfterFailure(now, {
      cadence: source.cadence,
      consecutiveFailures,
      retryAt: error.retryAt,
      random: this.#random,
    });
    logger.warn(`Reading ${this.#name(lease)} failed: ${error.message}`, {
      sourceId: source.id,
      scopeId: lease.scope.id,
      kind: error.kind,
    });
    if (error.kind === 'internal') {
      const { cause } = error;
      logger.error(
        `Details of the failure to read ${this.#name(lease)}`,
        cause instanceof Error ? cause : error,
      );
    }
    await this.#close(lease, startedAt, async trx => {
      await store.scopes.release(trx, lease, {
        now,
        nextDueAt: dueAt,
        failure,
        circuitOpenUntil,
        consecutiveFailures,
        dropCursor:
          consecutiveFailures >= CURSOR_TRIES &&
          !reading?.gotOn &&
          mayBeTheCursor(error),
      });
      await store.runs.finish(trx, lease.runId, {
        finishedAt: now,
        outcome,
        ...countsOf(reading),
        failure,
      });
    });
    this.#measure(startedAt, outcome, reading, error);
  }

  /** The transaction that gives the scope back. */
  async #close(
    lease: ReadLease,
    startedAt: Date,
    write: (trx: Knex.Transaction) => Promise<void>,
  ) {
    const { store, logger, closingPolicy = CLOSING_POLICY } = this.#options;
    await closeWithin(() => store.knex.transaction(write), {
      policy: closingPolicy,
      clock: this.#clock,
      leaseEndsAt: this.#leaseEndsAt(startedAt),
      onFailure: error =>
        logger.warn(
          `The end of reading ${this.#name(
            lease,
          )} could not be stored; it is tried again while the lease lasts: ${storageProblem(
            error,
          )}`,
        ),
    });
  }

  #leaseEndsAt(startedAt: Date): Date {
    return new Date(startedAt.getTime() + this.#timeoutMs + LEASE_GRACE_MS);
  }

  #measure(
    startedAt: Date,
    outcome: SourceRun['outcome'],
    reading: ScopeReading<TRecord> | undefined,
    error?: SourceError,
  ) {
    this.#options.metrics?.recordRun({
      sourceId: this.#options.source.id,
      outcome,
      seconds: (this.#clock().getTime() - startedAt.getTime()) / 1_000,
      failure: error?.kind,
      ...countsOf(reading),
    });
  }

  #name(lease: ReadLease): string {
    return `${this.#options.source.title} ${lease.scope.title}`;
  }
}

/** Neither a passing fault nor a refusal of the credentials speaks of the cursor. */
function mayBeTheCursor({ kind }: SourceError): boolean {
  return !isTransient(kind) && kind !== 'unauthorized' && kind !== 'forbidden';
}

function countsOf(reading: Pick<ScopeReading<unknown>, 'counts'> | undefined) {
  return reading?.counts() ?? { records: 0, rejected: 0, calls: 0 };
}
