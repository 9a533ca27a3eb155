import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { ProviderBudget, RateLimit } from './rateBudget';

/** A part of a provider that is read in one go: account and region, cluster, organisation. */
export interface SourceScope {
  /** Stable and unique within the source, for example `111122223333/eu-west-1`. */
  id: string;
  /** Name for people. */
  title: string;
  /** What the source needs to find the scope again, kept in the database. */
  attributes: Record<string, string>;
}

/** A record that the source itself could not make sense of. */
export interface RejectedRecord {
  /**
   * What `normalise` needs to read it again, as plain JSON: the record as it
   * arrived, and what of other calls belongs to it. What looks like a secret is
   * taken out before it is kept, and then it cannot be replayed: leave out
   * fields that hold one and are not needed.
   */
  payload: unknown;
  reason: string;
}

export interface SourcePage<TRecord> {
  records: TRecord[];
  rejected?: RejectedRecord[];
  /**
   * Where to go on when the run is cut after this page. Absent: from where the
   * last page with a cursor said.
   */
  cursor?: string;
}

export interface ReadContext {
  /** Fires when the run's time is over or the backend shuts down. */
  signal: AbortSignal;
  /**
   * Where to go on. A complete reading gets the cursor of the last page that an
   * interrupted run has kept; after a whole reading the next begins anew. An
   * incremental reading gets the last cursor there was. A cursor with which
   * reading fails three times in a row is dropped.
   */
  cursor?: string;
  /** Start of the run. */
  now: Date;
  /**
   * Call and await before each request to the provider, retries included: it
   * waits until the budget of calls, the scope's own or the one it shares,
   * allows the request.
   *
   * @throws SourceError (`throttled`) when that is not within the run's time;
   * then the request must not be made.
   */
  countCall(): void | Promise<void>;
  /**
   * Tell, and await, what the answer says of the calls that are left, by
   * `providerBudgetOf(response.headers, now)`. Absent outside of a collector.
   */
  noteBudget?(budget: ProviderBudget | undefined): void | Promise<void>;
}

/**
 * What a provider registers with a tab. A source reads one scope in bulk and
 * yields normalised records; it keeps no state and never writes.
 */
export interface Source<TRecord> {
  /** Unique within the tab, for example `aws-rds`. */
  readonly id: string;
  /** Name for people, for example "Amazon RDS". */
  readonly title: string;
  /** The provider, for example `aws`. */
  readonly provider: string;
  /** How often each scope is read (ISO-8601 duration). */
  readonly cadence: string;
  /** Longest time one reading may take (ISO-8601 duration). */
  readonly timeout: string;
  /**
   * `complete`: a whole reading lists everything there is, so what it does not
   * list is gone. `incremental`: a reading lists what is new since the cursor.
   */
  readonly reading: 'complete' | 'incremental';
  /** The least the credentials must be allowed, in the provider's own words. */
  readonly requiredPermissions: readonly string[];
  /**
   * The least privilege as exact documents, ready to paste at the provider: an
   * IAM policy, a ClusterRole, the permissions of a token. Empty when the source
   * has no credentials of its own.
   */
  readonly policies: readonly SourcePolicy[];
  /** How fast it may ask for one scope; without it only the provider limits. */
  readonly rateLimit?: RateLimit;
  /**
   * Names the budget of calls that the scope spends from, when several scopes
   * share one because the provider counts per credentials: the provider and
   * `fingerprintOf` the credentials, never the credentials themselves; at most
   * 200 characters. It holds for every source and replica of the tab's backend.
   * Without it each scope has its own.
   */
  budgetKey?(scope: SourceScope): string;
  /** Scopes read at the same time, over all replicas. Default 2. */
  readonly concurrency?: number;
  /** Contract of the records; what does not fit goes to the dead letters. */
  readonly recordSchema: z.ZodType<TRecord>;
  /** The scopes as configured now. */
  scopes(): Promise<SourceScope[]>;
  /**
   * Reads one scope, page by page.
   *
   * @throws SourceError (or a client's error) when the provider fails; pages
   * yielded before are kept.
   */
  read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<TRecord>>;
  /**
   * Makes records of a payload that it rejected once, for a replay after it has
   * learnt to understand it, by the same function as `read`. Only a source that
   * never yields `rejected` can do without. None when the payload turns out to
   * be nothing that the source reads.
   *
   * @throws Error saying what is still wrong with it.
   */
  normalise?(payload: unknown, scope: SourceScope): TRecord[];
}
