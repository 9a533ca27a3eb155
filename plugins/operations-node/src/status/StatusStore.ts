import { Knex } from 'knex';
import {
  CLOCK_TOLERANCE_MS,
  Capability,
  EntityStatus,
  ObservedBy,
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
  /** `ObservedBy` as JSON. */
  observed_by: string | null;
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
  /** What the verdict was observed by. */
  observedBy?: ObservedBy;
  /** When to look again at the latest, sooner than usual. */
  lookAgainAt?: Date;
}

/** A status holds this long at most; evaluation comes round well before. */
export const STATUS_VALID_MS = 15 * 60_000;
const REEVALUATE_AFTER_MS = 5 * 60_000;
/** A verdict that was to change by itself holds only this long without a new look. */
const OVERDUE_VALID_MS = 2 * 60_000;
/** The soonest that an entity comes round again. */
const SOONEST_MS = 1_000;

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

  /**
   * Entities whose evaluation is due, the longest overdue first. What is due later
   * than anything can be was put there by a clock that was set back since.
   */
  async due(now: Date, limit: number): Promise<string[]> {
    const latest = now.getTime() + REEVALUATE_AFTER_MS + CLOCK_TOLERANCE_MS;
    const rows = await this.#knex<StatusRow>('entity_statuses')
      .where('due_at', '<=', now.toISOString())
      .orWhere('due_at', '>', new Date(latest).toISOString())
      .orderBy('due_at')
      .limit(limit)
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /**
   * Saves an evaluation and answers the status as the board gets it. An entity
   * that was marked due while it was evaluated stays due.
   *
   * @param now - when the evaluation began
   */
  async save(
    capability: Capability,
    entityRef: string,
    draft: StatusDraft,
    now: Date,
  ): Promise<EntityStatus> {
    return this.#knex.transaction(async trx => {
      const previous = await trx<StatusRow>('entity_statuses')
        .where({ entity_ref: entityRef })
        .forUpdate()
        .first();
      const row = nextRow(previous, entityRef, draft, now);
      const [{ sequence }] = await trx<StatusRow>('entity_statuses')
        .insert(row)
        .onConflict('entity_ref')
        .merge({ ...row, sequence: trx.raw('entity_statuses.sequence + 1') })
        .returning('sequence');
      return toStatus(capability, { ...row, sequence });
    });
  }

  /** Puts off what could not be evaluated; its status stays until it expires. */
  async postpone(entityRef: string, until: Date): Promise<void> {
    await this.#knex<StatusRow>('entity_statuses')
      .where({ entity_ref: entityRef })
      .update({ due_at: until.toISOString() });
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

function nextRow(
  previous: StatusRow | undefined,
  entityRef: string,
  draft: StatusDraft,
  now: Date,
): StatusRow {
  const at = now.getTime();
  const changesAt = draft.nextChangeAt?.getTime() ?? Infinity;
  const lookAt = draft.lookAgainAt?.getTime() ?? Infinity;
  const sameVerdict =
    previous !== undefined &&
    previous.evaluated_at !== NEVER_EVALUATED &&
    previous.verdict === draft.verdict;
  const validUntil = Math.min(
    at + STATUS_VALID_MS,
    Math.max(changesAt, at) + OVERDUE_VALID_MS,
  );
  const dueAt = new Date(
    Math.max(
      Math.min(at + REEVALUATE_AFTER_MS, changesAt, lookAt),
      at + SOONEST_MS,
    ),
  ).toISOString();
  const markedSince =
    previous !== undefined &&
    previous.due_at > now.toISOString() &&
    previous.due_at < dueAt;
  return {
    entity_ref: entityRef,
    verdict: draft.verdict,
    headline: draft.headline,
    since:
      sameVerdict && previous.since < now.toISOString()
        ? previous.since
        : now.toISOString(),
    evaluated_at: now.toISOString(),
    valid_until: new Date(validUntil).toISOString(),
    next_change_at: draft.nextChangeAt?.toISOString() ?? null,
    observed_by: draft.observedBy ? JSON.stringify(draft.observedBy) : null,
    due_at: markedSince ? previous.due_at : dueAt,
    sequence: (previous?.sequence ?? 0) + 1,
  };
}

const INSERT_CHUNK = 100;

function* unevaluated(
  entityRefs: readonly string[],
  now: Date,
): Iterable<StatusRow[]> {
  // In one order everywhere: two writers that lock the same rows must not wait for each other.
  const unique = [...new Set(entityRefs)].sort();
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
      observed_by: null,
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
    observedBy: row.observed_by === null ? null : JSON.parse(row.observed_by),
    sequence: row.sequence,
  };
}
