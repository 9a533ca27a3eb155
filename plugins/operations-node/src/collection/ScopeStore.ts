import { ConflictError } from '@backstage/errors';
import { SourceFailure } from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { SourceScope } from '../source';
import { StaleLeaseError } from './errors';
import { ScopeRow, scopeOf } from './rows';

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

export interface LeaseOutcome {
  now: Date;
  nextDueAt: Date;
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
   * Takes the most overdue free scope, or undefined when none is due. Safe
   * across replicas: the update succeeds for one of them only.
   */
  async claim(
    sourceId: string,
    options: { now: Date; expiresAt: Date; runId: string },
  ): Promise<Lease | undefined> {
    const now = options.now.toISOString();
    const aheadOfClock = new Date(options.now.getTime() + CLOCK_TOLERANCE_MS);
    const candidates = await this.#knex<ScopeRow>('source_scopes')
      .where({ source_id: sourceId, removed_at: null })
      .where(claimable => {
        claimable
          .where(due => {
            due.where('next_due_at', '<=', now).where(free => {
              free
                .whereNull('lease_expires_at')
                .orWhere('lease_expires_at', '<=', now);
            });
          })
          .orWhere('last_attempt_at', '>', aheadOfClock.toISOString());
      })
      .orderBy('next_due_at')
      .limit(5);
    for (const row of candidates) {
      const sweepStartedAt =
        row.cursor !== null && row.sweep_started_at !== null
          ? row.sweep_started_at
          : now;
      const taken = await this.#knex<ScopeRow>('source_scopes')
        .where({
          source_id: sourceId,
          scope_id: row.scope_id,
          lease_number: row.lease_number,
        })
        .update({
          lease_number: row.lease_number + 1,
          lease_expires_at: options.expiresAt.toISOString(),
          last_attempt_at: now,
          run_id: options.runId,
          sweep_started_at: sweepStartedAt,
        });
      if (taken === 1) {
        return {
          sourceId,
          scope: scopeOf(row),
          number: row.lease_number + 1,
          runId: options.runId,
          cursor: row.cursor ?? undefined,
          sweepStartedAt: new Date(sweepStartedAt),
          consecutiveFailures: row.consecutive_failures,
        };
      }
    }
    return undefined;
  }

  /**
   * Fences a write: call first in the transaction of every effect of a run.
   * Also keeps the cursor, so that effect and progress commit together; without
   * one the last cursor stays.
   *
   * @throws StaleLeaseError when a later run holds the scope.
   */
  async fence(
    trx: Knex.Transaction,
    lease: Lease,
    cursor: string | undefined,
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
      ...(outcome.failure
        ? {
            failure_kind: outcome.failure.kind,
            failure_message: outcome.failure.message,
            failure_at: outcome.failure.at,
            consecutive_failures: lease.consecutiveFailures + 1,
          }
        : {
            last_success_at: completeAsOf.toISOString(),
            sweep_started_at: null,
            failure_kind: null,
            failure_message: null,
            failure_at: null,
            consecutive_failures: 0,
          }),
    });
  }

  /** Gives the scope back unread and unjudged, due at once. */
  async giveBack(
    trx: Knex.Transaction,
    lease: Lease,
    now: Date,
  ): Promise<void> {
    await this.#updateHeld(trx, lease, {
      lease_expires_at: null,
      next_due_at: now.toISOString(),
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

  /** Makes a scope due now. Answers false when there is no such scope. */
  async makeDue(
    sourceId: string,
    scopeId: string,
    now: Date,
  ): Promise<boolean> {
    const changed = await this.#knex<ScopeRow>('source_scopes')
      .where({ source_id: sourceId, scope_id: scopeId, removed_at: null })
      .update({ next_due_at: now.toISOString(), circuit_open_until: null });
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
}
