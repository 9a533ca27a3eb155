import {
  ProviderBudget,
  Source,
  SourceError,
  SourcePage,
  toSourceError,
} from '../source';
import { abortableDelay, abortablePages } from './abortable';
import { SinkContext, SinkRun } from './CollectionSink';
import { BudgetAccount, budgetAccountOf } from './BudgetStore';
import { CollectionStore } from './CollectionStore';
import { StaleLeaseError, WorkerStoppedError } from './errors';
import { RetryPolicy, retryDelay } from './retry';
import { ReadLease } from './ScopeStore';
import { sortPage, writePage } from './writePage';

export interface ScopeReadingOptions<TRecord> {
  source: Source<TRecord>;
  store: CollectionStore;
  sinkRun: SinkRun<TRecord>;
  lease: ReadLease;
  startedAt: Date;
  /** When the run's time is up. */
  endsAt: Date;
  retryPolicy: RetryPolicy;
  clock: () => Date;
  random: () => number;
}

/** One run over one scope: reads its pages, writes them, tries again, counts. */
export class ScopeReading<TRecord> {
  readonly #options: ScopeReadingOptions<TRecord>;
  readonly #budget: BudgetAccount;
  /** Changes of the budget that are under way. */
  readonly #spending = new Set<Promise<unknown>>();
  #cursor: string | undefined;
  #records = 0;
  #rejected = 0;
  #calls = 0;
  #pages = 0;
  #kept = false;

  constructor(options: ScopeReadingOptions<TRecord>) {
    this.#options = options;
    this.#cursor = options.lease.cursor;
    this.#budget = budgetAccountOf(options.source, options.lease.scope);
  }

  /** What the run's record says. */
  counts(): { records: number; rejected: number; calls: number } {
    return {
      records: this.#records,
      rejected: this.#rejected,
      calls: this.#calls,
    };
  }

  /** Whether records of this run are in the database, whatever happened after. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Whether a page was read and written in this run. */
  get gotOn(): boolean {
    return this.#pages > 0;
  }

  /** Where and when each write happens; `reading` may be weakened by the caller. */
  context(trx: SinkContext['trx']): SinkContext {
    const { lease, source, clock } = this.#options;
    return {
      trx,
      sourceId: lease.sourceId,
      scope: lease.scope,
      runId: lease.runId,
      sweepStartedAt: lease.sweepStartedAt,
      reading: source.reading,
      now: clock(),
    };
  }

  /**
   * Reads the scope to its end, with more tries where that may help. Tries and
   * time count anew whenever the cursor has moved on. A half-open circuit gets
   * one try, until a page has come.
   *
   * @throws SourceError when the provider fails for good, or our database does
   * @throws StaleLeaseError, WorkerStoppedError
   */
  async read(signal: AbortSignal): Promise<void> {
    const { clock, endsAt, lease, random } = this.#options;
    let triedFrom = this.#cursor;
    let firstTryAt = clock();
    for (let tries = 1; ; tries++) {
      try {
        await this.#readPages(signal);
        return;
      } catch (thrown) {
        if (thrown instanceof StaleLeaseError) throw thrown;
        signal.throwIfAborted();
        const error = toSourceError(thrown);
        const now = clock();
        if (this.#cursor !== triedFrom) {
          triedFrom = this.#cursor;
          firstTryAt = now;
          tries = 1;
        }
        const isProbe = lease.isProbe && !this.gotOn;
        const delay = retryDelay(
          isProbe
            ? { ...this.#options.retryPolicy, maxTries: 1 }
            : this.#options.retryPolicy,
          error,
          {
            tries,
            elapsedMs: now.getTime() - firstTryAt.getTime(),
            remainingMs: endsAt.getTime() - now.getTime(),
            now,
          },
          random,
        );
        if (delay === undefined) throw error;
        await this.#wait(delay, signal, error);
      }
    }
  }

  /** When time runs out while waiting, the failure waited for is the one to report. */
  async #wait(delay: number, signal: AbortSignal, error: SourceError) {
    try {
      await abortableDelay(delay, signal);
    } catch (reason) {
      throw reason instanceof WorkerStoppedError ? reason : error;
    }
  }

  async #countCall(signal: AbortSignal): Promise<void> {
    const { clock, endsAt, store } = this.#options;
    const at = await this.#change(store.budgets.spend(this.#budget, clock()));
    const wait = at.getTime() - clock().getTime();
    if (wait > 0) {
      try {
        if (at >= endsAt) {
          throw new SourceError(
            'throttled',
            `the calls that this scope may make are used up until ${at.toISOString()}`,
            { retryAt: at },
          );
        }
        await abortableDelay(wait, signal);
      } catch (error) {
        await this.#change(store.budgets.giveBack(this.#budget, clock()));
        throw error;
      }
    }
    this.#calls++;
  }

  async #noteBudget(told: ProviderBudget | undefined): Promise<void> {
    if (!told) return;
    const { clock, store } = this.#options;
    await this.#change(store.budgets.observe(this.#budget, told, clock()));
  }

  /** A change of the budget that the run does not end before. */
  async #change<T>(change: Promise<T>): Promise<T> {
    const done = stored(change);
    this.#spending.add(done);
    try {
      return await done;
    } finally {
      this.#spending.delete(done);
    }
  }

  async #readPages(signal: AbortSignal) {
    const { source, lease, startedAt } = this.#options;
    if (this.#cursor === undefined) {
      // From the beginning: what an earlier try counted comes round again.
      this.#records = 0;
      this.#rejected = 0;
    }
    const pages = source.read(lease.scope, {
      signal,
      cursor: this.#cursor,
      now: startedAt,
      countCall: () => unheeded(this.#countCall(signal)),
      noteBudget: told => unheeded(this.#noteBudget(told)),
    });
    try {
      await this.#writePages(abortablePages(pages, signal));
    } finally {
      await Promise.allSettled(this.#spending);
    }
  }

  async #writePages(pages: AsyncIterable<SourcePage<TRecord>>) {
    const { source, store, sinkRun, lease } = this.#options;
    for await (const page of pages) {
      const cursor = page.cursor ?? this.#cursor;
      const { accepted, rejected } = await stored(
        writePage({
          store,
          lease,
          sinkRun,
          cursor,
          page: sortPage(source, page),
          context: trx => this.context(trx),
        }),
      );
      this.#cursor = cursor;
      this.#records += accepted.length;
      this.#rejected += rejected.length;
      this.#kept ||= accepted.length > 0;
      this.#pages++;
    }
  }
}

/** A source that does not wait must not end the process when it is refused. */
function unheeded(change: Promise<void>): Promise<void> {
  change.catch(() => {});
  return change;
}

/** Tells a failure of our own database from one of the provider. */
export async function stored<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (cause instanceof StaleLeaseError) throw cause;
    throw new SourceError(
      'internal',
      'the records could not be stored; the log of the backend has the details',
      { cause },
    );
  }
}
