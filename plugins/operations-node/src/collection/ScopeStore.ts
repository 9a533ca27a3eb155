import { ConflictError } from '@backstage/errors';
import { SourceFailure } from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { SourceScope } from '../source';
import { StaleLeaseError } from './errors';
import { ScopeRow, failureColumns, scopeOf } from './rows';

/** Rows per statement. */
const CHUNK = 100;

/**
 * A last attempt that lies further ahead than this tells that a clock was set
 * back: the dates written before it then hold up nothing.
 */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The right to read a scope and to write what was read, until it expires. */
export interface Lease {
  sourceId: string;
  scope: SourceScope;
  /** Fencing number: grows with each lease of the scope. */
  number: number;
  runId: string;
  cursor?: string;
  /** When the reading began that this run starts or goes on with (UTC). */
  sweepStartedAt: Date;
  consecutiveFailures: number;
}

/** A lease to read with: what the row says of the scope's circuit. */
export interface ReadLease extends Lease {
  /** Whether the circuit is half open: this run is the probe. */
  isProbe: boolean;
}

export interface ClaimOptions {
  now: Date;
  expiresAt: Date;
  runId: string;
  /** Scopes of the source that may be read at the same time, over all replicas. */
  concurrency?: number;
  /** Called in the transaction that leases the scope. */
  onLease?: (trx: Knex.Transaction, lease: ReadLease) => Promise<void>;
}

export interface LeaseOutcome {
  now: Date;
  nextDueAt: Date;
  /** Failures in a row, this run included; zero after a success. */
  consecutiveFailures: number;
  /** Absent when the whole scope was read. */
  failure?: SourceFailure;
  /** Absent while the circuit is closed. */
  circuitOpenUntil?: Date;
  /** As of when a success has everything; by default `now`. */
  completeAsOf?: Date;
  /** Begin anew next time, instead of where the last page ended. */
  dropCursor?: boolean;
}

/** Who may read which scope, when, and from where on. */
export class ScopeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Adds new scopes (due at once), renames known ones, retires those that are gone.
   *
   * @throws ConflictError when two scopes have the same id.
   */
  async sync(
    sourceId: string,
    scopes: readonly SourceScope[],
    now: Date,
  ): Promise<void> {
    const ids = new Set<string>();
    for (const { id } of scopes) {
      if (ids.has(id)) {
        throw new ConflictError(
          `The source "${sourceId}" has two scopes with the id "${id}"; is it configured twice?`,
        );
      }
      ids.add(id);
    }
    await this.#knex.transaction(async trx => {
      const known = await trx<ScopeRow>('source_scopes')
        .where({ source_id: sourceId })
        .select('scope_id', 'removed_at');
      for (let i = 0; i < scopes.length; i += CHUNK) {
        await trx<ScopeRow>('source_scopes')
          .insert(
            scopes.slice(i, i + CHUNK).map(scope => ({
              source_id: sourceId,
              scope_id: scope.id,
              title: scope.title,
              attributes: JSON.stringify(scope.attributes),
              next_due_at: now.toISOString(),
            })),
          )
          .onConflict(['source_id', 'scope_id'])
          .merge(['title', 'attributes']);
      }
      const update = async (rows: typeof known, change: Partial<ScopeRow>) => {
        for (let i = 0; i < rows.length; i += CHUNK) {
          const chunk = rows.slice(i, i + CHUNK).map(row => row.scope_id);
          await trx<ScopeRow>('source_scopes')
            .where({ source_id: sourceId })
            .whereIn('scope_id', chunk)
            .update(change);
        }
      };
      await update(
        known.filter(row => row.removed_at && ids.has(row.scope_id)),
        { removed_at: null, next_due_at: now.toISOString() },
      );
      await update(
        known.filter(row => !row.removed_at && !ids.has(row.scope_id)),
        { removed_at: now.toISOString() },
      );
    });
  }

  /**
   * Takes the most overdue free scope, or undefined when none is due or as many
   * as may be are being read. Safe across replicas: the source's gate is locked
   * first, so leases are given out one after the other.
   */
  async claim(
    sourceId: string,
    options: ClaimOptions,
  ): Promise<ReadLease | undefined> {
    const now = options.now.toISOString();
    // Most of the time there is nothing to do, and nothing to lock for it.
    if (!(await claimable(this.#knex, sourceId, options.now))) return undefined;
    return this.#knex.transaction(async trx => {
      await enterGate(trx, sourceId);
      const { concurrency = Infinity } = options;
      const row =
        (await countLeased(trx, sourceId, options.now)) < concurrency
          ? await claimable(trx, sourceId, options.now)
          : undefined;
      if (!row) return undefined;
      const sweepStartedAt =
        row.cursor !== null && row.sweep_started_at !== null
          ? row.sweep_started_at
          : now;
      const lease: ReadLease = {
        ...leaseOf(row, options.runId),
        sweepStartedAt: new Date(sweepStartedAt),
        isProbe: row.circuit_open_until !== null,
      };
      await trx<ScopeRow>('source_scopes')
        .where({ source_id: sourceId, scope_id: row.scope_id })
        .update({
          lease_number: lease.number,
          lease_expires_at: options.expiresAt.toISOString(),
          last_attempt_at: now,
          run_id: options.runId,
          sweep_started_at: sweepStartedAt,
        });
      await options.onLease?.(trx, lease);
      return lease;
    });
  }

  /**
   * Takes one scope to write to it without reading it, as for a replay: due
   * date, cursor and judgement stay. Undefined when it is unknown, retired or
   * being read.
   */
  async claimToWrite(
    sourceId: string,
    scopeId: string,
    options: { now: Date; expiresAt: Date; runId: string },
  ): Promise<Lease | undefined> {
    const now = options.now.toISOString();
    return this.#knex.transaction(async trx => {
      await enterGate(trx, sourceId);
      const row = await trx<ScopeRow>('source_scopes')
        .where({ source_id: sourceId, scope_id: scopeId, removed_at: null })
        .where(free => {
          free
            .whereNull('lease_expires_at')
            .orWhere('lease_expires_at', '<=', now);
        })
        .first();
      if (!row) return undefined;
      const lease = leaseOf(row, options.runId);
      await trx<ScopeRow>('source_scopes')
        .where({ source_id: sourceId, scope_id: scopeId })
        .update({
          lease_number: lease.number,
          lease_expires_at: options.expiresAt.toISOString(),
        });
      return { ...lease, sweepStartedAt: options.now };
    });
  }

  /**
   * Fences a write: call first in the transaction of every effect of a run.
   * Also keeps the cursor, so that effect and progress commit together; without
   * one the last stays.
   *
   * @throws StaleLeaseError when a later run holds the scope.
   */
  async fence(
    trx: Knex.Transaction,
    lease: Lease,
    cursor?: string,
  ): Promise<void> {
    // Always an update, so that the row stays locked to the end of the transaction.
    await this.#updateHeld(trx, lease, {
      lease_number: lease.number,
      ...(cursor === undefined ? {} : { cursor }),
    });
  }

  /** Gives the scope back with the outcome of the run. */
  async release(
    trx: Knex.Transaction,
    lease: Lease,
    outcome: LeaseOutcome,
  ): Promise<void> {
    const completeAsOf = outcome.completeAsOf ?? outcome.now;
    await this.#updateHeld(trx, lease, {
      lease_expires_at: null,
      next_due_at: outcome.nextDueAt.toISOString(),
      circuit_open_until: outcome.circuitOpenUntil?.toISOString() ?? null,
      ...(outcome.dropCursor ? { cursor: null } : {}),
      consecutive_failures: outcome.consecutiveFailures,
      ...failureColumns(outcome.failure),
      failure_at: outcome.failure?.at ?? null,
      ...(outcome.failure
        ? {}
        : {
            last_success_at: completeAsOf.toISOString(),
            sweep_started_at: null,
          }),
    });
  }

  /** Gives the scope back unread and unjudged; due at once when a date is given. */
  async giveBack(
    trx: Knex.Transaction,
    lease: Lease,
    dueAt?: Date,
  ): Promise<void> {
    await this.#updateHeld(trx, lease, {
      lease_expires_at: null,
      ...(dueAt && { next_due_at: dueAt.toISOString() }),
    });
  }

  async #updateHeld(
    trx: Knex.Transaction,
    lease: Lease,
    change: Partial<ScopeRow>,
  ): Promise<void> {
    const held = await trx<ScopeRow>('source_scopes')
      .where({
        source_id: lease.sourceId,
        scope_id: lease.scope.id,
        lease_number: lease.number,
      })
      .update(change);
    if (held !== 1) {
      throw new StaleLeaseError(lease.sourceId, lease.scope.id, lease.number);
    }
  }

  async setBindingCounts(
    trx: Knex.Transaction,
    lease: Lease,
    counts: { bound: number; unbound: number },
  ): Promise<void> {
    await trx<ScopeRow>('source_scopes')
      .where({ source_id: lease.sourceId, scope_id: lease.scope.id })
      .update(counts);
  }

  /**
   * Makes a scope due now; a circuit that is open is then half open. Answers
   * false when there is no such scope.
   */
  async makeDue(
    sourceId: string,
    scopeId: string,
    now: Date,
  ): Promise<boolean> {
    const changed = await this.#knex<ScopeRow>('source_scopes')
      .where({ source_id: sourceId, scope_id: scopeId, removed_at: null })
      .update({
        next_due_at: now.toISOString(),
        circuit_open_until: this.#knex.raw(
          'case when circuit_open_until > ? then ? else circuit_open_until end',
          [now.toISOString(), now.toISOString()],
        ),
      });
    return changed === 1;
  }

  /** A scope as configured now; undefined when it is unknown or retired. */
  async get(sourceId: string, scopeId: string): Promise<ScopeRow | undefined> {
    return this.#knex<ScopeRow>('source_scopes')
      .where({ source_id: sourceId, scope_id: scopeId, removed_at: null })
      .first();
  }

  async list(sourceIds: readonly string[]): Promise<ScopeRow[]> {
    return this.#knex<ScopeRow>('source_scopes')
      .whereIn('source_id', sourceIds)
      .whereNull('removed_at')
      .orderBy(['source_id', 'scope_id']);
  }

  /** Milliseconds that the most overdue scope of each source is late; 0 when none is. */
  async lagMs(
    sourceIds: readonly string[],
    now: Date,
  ): Promise<Map<string, number>> {
    const rows = await this.#knex<ScopeRow>('source_scopes')
      .whereIn('source_id', sourceIds)
      .whereNull('removed_at')
      .where('next_due_at', '<', now.toISOString())
      .groupBy('source_id')
      .select('source_id')
      .min({ due: 'next_due_at' });
    const late = new Map(
      rows.map(row => [
        String(row.source_id),
        now.getTime() - Date.parse(String(row.due)),
      ]),
    );
    return new Map(sourceIds.map(id => [id, late.get(id) ?? 0]));
  }

  /** Deletes at most `chunk` scopes that were retired before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const key = ['source_id', 'scope_id'];
    return this.#knex<ScopeRow>('source_scopes')
      .whereIn(
        key,
        this.#knex<ScopeRow>('source_scopes')
          .where('removed_at', '<', before.toISOString())
          .orderBy('removed_at')
          .limit(chunk)
          .select(...key),
      )
      .delete();
  }
}

/** The most overdue scope that nobody reads. */
function claimable(
  knex: Knex,
  sourceId: string,
  now: Date,
): Promise<ScopeRow | undefined> {
  const at = now.toISOString();
  return knex<ScopeRow>('source_scopes')
    .where({ source_id: sourceId, removed_at: null })
    .where(either => {
      either
        .where(due => {
          due.where('next_due_at', '<=', at).where(free => {
            free
              .whereNull('lease_expires_at')
              .orWhere('lease_expires_at', '<=', at);
          });
        })
        .orWhere('last_attempt_at', '>', aheadOfClock(now));
    })
    .orderBy('next_due_at')
    .first();
}

/** Scopes of a source that are being read. */
async function countLeased(
  trx: Knex.Transaction,
  sourceId: string,
  now: Date,
): Promise<number> {
  const [{ count }] = await trx<ScopeRow>('source_scopes')
    .where({ source_id: sourceId })
    .where('lease_expires_at', '>', now.toISOString())
    // A lease from before the clock was set back holds up nothing.
    .where('last_attempt_at', '<=', aheadOfClock(now))
    .count({ count: '*' });
  return Number(count);
}

function aheadOfClock(now: Date): string {
  return new Date(now.getTime() + CLOCK_TOLERANCE_MS).toISOString();
}

/** Locks the source's row to the end of the transaction. */
async function enterGate(
  trx: Knex.Transaction,
  sourceId: string,
): Promise<void> {
  await trx('source_gates')
    .insert({ source_id: sourceId, leases: 1 })
    .onConflict('source_id')
    .merge({ leases: trx.raw('source_gates.leases + 1') });
}

function leaseOf(row: ScopeRow, runId: string): Omit<Lease, 'sweepStartedAt'> {
  return {
    sourceId: row.source_id,
    scope: scopeOf(row),
    number: row.lease_number + 1,
    runId,
    cursor: row.cursor ?? undefined,
    consecutiveFailures: row.consecutive_failures,
  };
}
