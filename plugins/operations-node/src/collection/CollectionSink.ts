import { Knex } from 'knex';
import { SourceScope } from '../source';

export interface SinkContext {
  /** The transaction that also carries the lease's fence: write through it only. */
  trx: Knex.Transaction;
  sourceId: string;
  scope: SourceScope;
  runId: string;
  /**
   * When the reading began, over interrupted runs (UTC): what a complete
   * reading has not confirmed since then is gone.
   */
  sweepStartedAt: Date;
  /**
   * `complete` in the closing transaction means that absence proves something:
   * the source lists everything there is and every record could be processed.
   */
  reading: 'complete' | 'incremental';
  now: Date;
}

export interface SinkCounts {
  bound: number;
  unbound: number;
}

/** Where the records of one run go. A replayed page must change nothing. */
export interface SinkRun<TRecord> {
  /**
   * Writes one page, inside the transaction of the context. When it throws, the
   * records of the page are handed in again one by one; those that it refuses
   * even then become dead letters.
   */
  apply(records: readonly TRecord[], context: SinkContext): Promise<void>;
  /**
   * Called in the closing transaction after a whole reading: the place to
   * retire what was not seen and to count bound and unbound records.
   */
  complete(context: SinkContext): Promise<SinkCounts>;
}

/** How a tab turns records into rows. */
export interface CollectionSink<TRecord> {
  /** Gathers what a run needs, such as the catalog, before any transaction is open. */
  open(): Promise<SinkRun<TRecord>>;
  /**
   * Looks again for the entities of records that no entity claimed so far: the
   * catalog may have learnt of them since. Called every quarter of a minute.
   */
  rebind(): Promise<void>;
}
