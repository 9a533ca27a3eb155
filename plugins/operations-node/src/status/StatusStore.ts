import { Knex } from 'knex';
import {
  Capability,
  EntityStatus,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';

interface StatusRow {
  entity_ref: string;
  verdict: Verdict | null;
  headline: string;
  since: string;
  evaluated_at: string;
  valid_until: string;
  next_change_at: string | null;
  due_at: string;
  sequence: number;
}

/** What an evaluation found; the store adds since, validity and sequence. */
export interface StatusDraft {
  /** Null when nothing is declared. */
  verdict: Verdict | null;
  headline: string;
  /** When the verdict changes by the passing of time alone. */
  nextChangeAt?: Date;
}

/** A status holds this long; evaluation comes round well before. */
export const STATUS_VALID_MS = 15 * 60_000;
const REEVALUATE_AFTER_MS = 5 * 60_000;

const NEVER_EVALUATED = '';

/** What one tab says about each entity, and which of it must be looked at again. */
export class StatusStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Makes entities due for evaluation, new ones included. */
  async markDue(
    connection: Knex,
    entityRefs: readonly string[],
    now: Date,
  ): Promise<void> {
    for (const rows of unevaluated(entityRefs, now)) {
      await connection<StatusRow>('entity_statuses')
        .insert(rows)
        .onConflict('entity_ref')
        .merge(['due_at']);
    }
  }

  /** {@link markDue} outside of any transaction. */
  async touch(entityRefs: readonly string[], now: Date): Promise<void> {
    await this.markDue(this.#knex, entityRefs, now);
  }

  /** Adds the entities that have no status yet, due at once; leaves the others alone. */
  async ensure(entityRefs: readonly string[], now: Date): Promise<void> {
    for (const rows of unevaluated(entityRefs, now)) {
      await this.#knex<StatusRow>('entity_statuses')
        .insert(rows)
        .onConflict('entity_ref')
        .ignore();
    }
  }

  /** Entities whose evaluation is due, the longest overdue first. */
  async due(now: Date, limit: number): Promise<string[]> {
    const rows = await this.#knex<StatusRow>('entity_statuses')
      .where('due_at', '<=', now.toISOString())
      .orderBy('due_at')
      .limit(limit)
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** Saves an evaluation and answers the status as the board gets it. */
  async save(
    capability: Capability,
    entityRef: string,
    draft: StatusDraft,
    now: Date,
  ): Promise<EntityStatus> {
    return this.#knex.transaction(async trx => {
      const previous = await trx<StatusRow>('entity_statuses')
        .where({ entity_ref: entityRef })
        .first();
      const sameVerdict =
        previous !== undefined &&
        previous.evaluated_at !== NEVER_EVALUATED &&
        previous.verdict === draft.verdict;
      const dueAt = Math.min(
        now.getTime() + REEVALUATE_AFTER_MS,
        draft.nextChangeAt?.getTime() ?? Infinity,
      );
      const row: StatusRow = {
        entity_ref: entityRef,
        verdict: draft.verdict,
        headline: draft.headline,
        since: sameVerdict ? previous.since : now.toISOString(),
        evaluated_at: now.toISOString(),
        valid_until: new Date(now.getTime() + STATUS_VALID_MS).toISOString(),
        next_change_at: draft.nextChangeAt?.toISOString() ?? null,
        due_at: new Date(Math.max(dueAt, now.getTime() + 1_000)).toISOString(),
        sequence: (previous?.sequence ?? 0) + 1,
      };
      await trx<StatusRow>('entity_statuses')
        .insert(row)
        .onConflict('entity_ref')
        .merge();
      return toStatus(capability, row);
    });
  }

  /** Forgets an entity that has left the catalog or this tab. */
  async remove(entityRef: string): Promise<void> {
    await this.#knex<StatusRow>('entity_statuses')
      .where({ entity_ref: entityRef })
      .delete();
  }

  /** A page of statuses in order of entity ref, for the board's full sync. */
  async page(
    capability: Capability,
    after: string | undefined,
    limit: number,
  ): Promise<EntityStatus[]> {
    const query = this.#knex<StatusRow>('entity_statuses')
      .whereNot('evaluated_at', NEVER_EVALUATED)
      .orderBy('entity_ref')
      .limit(limit);
    if (after) query.where('entity_ref', '>', after);
    return (await query).map(row => toStatus(capability, row));
  }
}

const INSERT_CHUNK = 100;

function* unevaluated(
  entityRefs: readonly string[],
  now: Date,
): Iterable<StatusRow[]> {
  const unique = [...new Set(entityRefs)];
  const at = now.toISOString();
  for (let i = 0; i < unique.length; i += INSERT_CHUNK) {
    yield unique.slice(i, i + INSERT_CHUNK).map(entityRef => ({
      entity_ref: entityRef,
      verdict: null,
      headline: '',
      since: at,
      evaluated_at: NEVER_EVALUATED,
      valid_until: at,
      next_change_at: null,
      due_at: at,
      sequence: 0,
    }));
  }
}

function toStatus(capability: Capability, row: StatusRow): EntityStatus {
  return {
    entityRef: row.entity_ref,
    capability,
    verdict: row.verdict,
    headline: row.headline,
    since: row.since,
    evaluatedAt: row.evaluated_at,
    validUntil: row.valid_until,
    nextChangeAt: row.next_change_at,
    sequence: row.sequence,
  };
}
