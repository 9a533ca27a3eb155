import { Knex } from 'knex';
import { SourceFailure } from '@opsdeck/backstage-plugin-operations-common';
import { SourceScope } from '../source';
import { StaleLeaseError } from './errors';
import { ScopeRow } from './rows';

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
}

/** Who may read which scope, when, and from where on. */
export class ScopeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Adds new scopes (due at once), renames known ones, retires those that are gone. */
  async sync(
    sourceId: string,
    scopes: readonly SourceScope[],
    now: Date,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      if (scopes.length > 0) {
        await trx<ScopeRow>('source_scopes')
          .insert(
            scopes.map(scope => ({
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
      const ids = scopes.map(scope => scope.id);
      await trx<ScopeRow>('source_scopes')
        .where({ source_id: sourceId })
        .whereIn('scope_id', ids)
        .whereNotNull('removed_at')
        .update({ removed_at: null, next_due_at: now.toISOString() });
      await trx<ScopeRow>('source_scopes')
        .where({ source_id: sourceId, removed_at: null })
        .whereNotIn('scope_id', ids)
        .update({ removed_at: now.toISOString() });
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
    const candidates = await this.#knex<ScopeRow>('source_scopes')
      .where({ source_id: sourceId, removed_at: null })
      .where('next_due_at', '<=', now)
      .where(free => {
        free
          .whereNull('lease_expires_at')
          .orWhere('lease_expires_at', '<=', now);
      })
      .orderBy('next_due_at')
      .limit(5);
    for (const row of candidates) {
      const sweepStartedAt = (row.cursor && row.sweep_started_at) || now;
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
          scope: {
            id: row.scope_id,
            title: row.title,
            attributes: JSON.parse(row.attributes),
          },
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
   * Also keeps the cursor, so that effect and progress commit together.
   *
   * @throws StaleLeaseError when a later run holds the scope.
   */
  async fence(
    trx: Knex.Transaction,
    lease: Lease,
    cursor: string | undefined,
  ): Promise<void> {
    const held = await trx<ScopeRow>('source_scopes')
      .where({
        source_id: lease.sourceId,
        scope_id: lease.scope.id,
        lease_number: lease.number,
      })
      .update({ cursor: cursor ?? null });
    if (held !== 1) {
      throw new StaleLeaseError(lease.sourceId, lease.scope.id, lease.number);
    }
  }

  /** Gives the scope back with the outcome of the run. */
  async release(
    trx: Knex.Transaction,
    lease: Lease,
    outcome: LeaseOutcome,
  ): Promise<void> {
    const now = outcome.now.toISOString();
    const released = await trx<ScopeRow>('source_scopes')
      .where({
        source_id: lease.sourceId,
        scope_id: lease.scope.id,
        lease_number: lease.number,
      })
      .update({
        lease_expires_at: null,
        next_due_at: outcome.nextDueAt.toISOString(),
        circuit_open_until: outcome.circuitOpenUntil?.toISOString() ?? null,
        ...(outcome.failure
          ? {
              failure_kind: outcome.failure.kind,
              failure_message: outcome.failure.message,
              failure_at: outcome.failure.at,
              consecutive_failures: lease.consecutiveFailures + 1,
            }
          : {
              last_success_at: now,
              failure_kind: null,
              failure_message: null,
              failure_at: null,
              consecutive_failures: 0,
            }),
      });
    if (released !== 1) {
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

  async list(sourceIds: readonly string[]): Promise<ScopeRow[]> {
    return this.#knex<ScopeRow>('source_scopes')
      .whereIn('source_id', sourceIds)
      .whereNull('removed_at')
      .orderBy(['source_id', 'scope_id']);
  }
}
