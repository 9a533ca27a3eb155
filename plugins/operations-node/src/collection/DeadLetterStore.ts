import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  DeadLetter,
  DeadLetterState,
  DeadLetterSummary,
} from '@opsdeck/backstage-plugin-operations-common';
import { RejectedRecord } from '../source';
import { decodeCursor, toPage } from './pageCursor';
import { excerptOf, keptPayload, keptReason } from './keptPayload';
import { Lease } from './ScopeStore';

interface DeadLetterRow {
  id: string;
  source_id: string;
  scope_id: string;
  payload_hash: string;
  payload: string;
  reason: string;
  arrived_at: string;
  last_arrived_at: string;
  times: number;
  state: DeadLetterState;
  refused_by: DeadLetter['refusedBy'];
  not_replayable: string | null;
  replays: number;
  last_replay_at: string | null;
}

/** A rejected record, and who rejected it. */
export interface DeadRecord extends RejectedRecord {
  /** Default: the source. */
  refusedBy?: DeadLetter['refusedBy'];
}

export interface DeadLetterFilter {
  sourceId: string;
  scopeId?: string;
  state?: DeadLetterState;
}

/** Records that could not be processed: kept with the reason, never dropped silently. */
export class DeadLetterStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Keeps rejected records. The same payload arriving again moves its date and
   * waits again, whatever became of it before.
   */
  async add(
    trx: Knex.Transaction,
    lease: Lease,
    rejected: readonly DeadRecord[],
    now: Date,
  ): Promise<void> {
    for (const record of rejected) {
      const { payload, hash, notReplayable } = keptPayload(record.payload);
      const reason = keptReason(record.reason);
      const refusedBy = record.refusedBy ?? 'source';
      await trx<DeadLetterRow>('dead_letters')
        .insert({
          id: randomUUID(),
          source_id: lease.sourceId,
          scope_id: lease.scope.id,
          payload_hash: hash,
          payload,
          reason,
          arrived_at: now.toISOString(),
          last_arrived_at: now.toISOString(),
          times: 1,
          state: 'waiting',
          refused_by: refusedBy,
          not_replayable: notReplayable,
        })
        .onConflict(['source_id', 'scope_id', 'payload_hash'])
        .merge({
          reason,
          last_arrived_at: now.toISOString(),
          times: trx.raw('dead_letters.times + 1'),
          state: 'waiting',
          refused_by: refusedBy,
          not_replayable: notReplayable,
        });
    }
  }

  /** Whether a record of the scope could not be processed since the instant. */
  async anySince(
    trx: Knex.Transaction,
    lease: Lease,
    since: Date,
  ): Promise<boolean> {
    const letter = await trx<DeadLetterRow>('dead_letters')
      .where({ source_id: lease.sourceId, scope_id: lease.scope.id })
      .where('last_arrived_at', '>=', since.toISOString())
      .first('id');
    return letter !== undefined;
  }

  /** The latest dead letters of a source, newest first. */
  async list(sourceId: string, limit: number): Promise<DeadLetter[]> {
    const rows = await this.#newestFirst({ sourceId }).limit(limit);
    return rows.map(letterOf);
  }

  /** Dead letters without their payloads, newest first. */
  async page(
    filter: DeadLetterFilter,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<{ items: DeadLetterSummary[]; nextCursor: string | null }> {
    const query = this.#newestFirst(filter).limit(limit + 1);
    const after = decodeCursor(cursor, 2);
    if (after) {
      const [arrivedAt, id] = after;
      query.where(older =>
        older
          .where('last_arrived_at', '<', arrivedAt)
          .orWhere(same =>
            same.where('last_arrived_at', arrivedAt).where('id', '<', id),
          ),
      );
    }
    const page = toPage(await query, limit, row => [
      row.last_arrived_at,
      row.id,
    ]);
    return { ...page, items: page.items.map(summaryOf) };
  }

  async get(sourceId: string, id: string): Promise<DeadLetter | undefined> {
    const row = await this.#knex<DeadLetterRow>('dead_letters')
      .where({ source_id: sourceId, id })
      .first();
    return row && letterOf(row);
  }

  /**
   * Waiting letters of a source or a scope that can be replayed, those tried
   * least first, and how many there are in all.
   *
   * @param filter.normalised - whether the source reads again what it rejected
   */
  async replayable(
    filter: Omit<DeadLetterFilter, 'state'> & { normalised: boolean },
    limit: number,
  ): Promise<{ letters: DeadLetter[]; total: number }> {
    const waiting = () => {
      const query = this.#where({ ...filter, state: 'waiting' });
      if (!filter.normalised) query.whereNot({ refused_by: 'source' });
      return query.whereNull('not_replayable');
    };
    const [[{ count }], rows] = await Promise.all([
      waiting().count({ count: '*' }),
      waiting().orderBy(['replays', 'last_arrived_at', 'id']).limit(limit),
    ]);
    return { letters: rows.map(letterOf), total: Number(count) };
  }

  /** Notes that a letter was stored. */
  async markReplayed(
    trx: Knex.Transaction,
    id: string,
    now: Date,
  ): Promise<void> {
    await trx<DeadLetterRow>('dead_letters')
      .where({ id })
      .update({
        state: 'replayed',
        replays: trx.raw('replays + 1'),
        last_replay_at: now.toISOString(),
      });
  }

  /** Keeps a letter that was refused again, with the new reason. */
  async keep(
    trx: Knex.Transaction,
    id: string,
    refusal: { reason: string; refusedBy: DeadLetter['refusedBy']; now: Date },
  ): Promise<string> {
    const reason = keptReason(refusal.reason);
    await trx<DeadLetterRow>('dead_letters')
      .where({ id })
      .update({
        reason,
        refused_by: refusal.refusedBy,
        replays: trx.raw('replays + 1'),
        last_replay_at: refusal.now.toISOString(),
      });
    return reason;
  }

  /** Waiting dead letters per `source_id` and `scope_id`. */
  async counts(): Promise<Map<string, number>> {
    const rows = await this.#knex<DeadLetterRow>('dead_letters')
      .where({ state: 'waiting' })
      .groupBy('source_id', 'scope_id')
      .select('source_id', 'scope_id')
      .count({ count: '*' });
    return new Map(
      rows.map(row => [
        deadLetterKey(String(row.source_id), String(row.scope_id)),
        Number(row.count),
      ]),
    );
  }

  /** Waiting dead letters per source; 0 where there are none. */
  async countsBySource(
    sourceIds: readonly string[],
  ): Promise<Map<string, number>> {
    const rows = await this.#knex<DeadLetterRow>('dead_letters')
      .where({ state: 'waiting' })
      .whereIn('source_id', sourceIds)
      .groupBy('source_id')
      .select('source_id')
      .count({ count: '*' });
    const found = new Map(
      rows.map(row => [String(row.source_id), Number(row.count)]),
    );
    return new Map(sourceIds.map(id => [id, found.get(id) ?? 0]));
  }

  /** Dead letters of a source or a scope per state. */
  async countByState(
    filter: Omit<DeadLetterFilter, 'state'>,
  ): Promise<Record<DeadLetterState, number>> {
    const rows = await this.#where(filter)
      .groupBy('state')
      .select('state')
      .count({ count: '*' });
    const counts = { waiting: 0, replayed: 0, archived: 0 };
    for (const { state, count } of rows) {
      counts[state as DeadLetterState] = Number(count);
    }
    return counts;
  }

  /** Archives at most `chunk` waiting letters last seen before the instant; answers how many. */
  async archive(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<DeadLetterRow>('dead_letters')
      .where({ state: 'waiting' })
      .where('last_arrived_at', '<', before.toISOString())
      .orderBy('last_arrived_at')
      .limit(chunk)
      .select('id');
    return this.#knex<DeadLetterRow>('dead_letters')
      .whereIn('id', old)
      .update({ state: 'archived' });
  }

  /** Deletes at most `chunk` dead letters last seen before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<DeadLetterRow>('dead_letters')
      .where('last_arrived_at', '<', before.toISOString())
      .orderBy('last_arrived_at')
      .limit(chunk)
      .select('id');
    return this.#knex<DeadLetterRow>('dead_letters')
      .whereIn('id', old)
      .delete();
  }

  #newestFirst(filter: DeadLetterFilter) {
    return this.#where(filter).orderBy([
      { column: 'last_arrived_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
  }

  #where({ sourceId, scopeId, state }: DeadLetterFilter) {
    return this.#knex<DeadLetterRow>('dead_letters').where({
      source_id: sourceId,
      ...(scopeId === undefined ? {} : { scope_id: scopeId }),
      ...(state === undefined ? {} : { state }),
    });
  }
}

export function deadLetterKey(sourceId: string, scopeId: string): string {
  return JSON.stringify([sourceId, scopeId]);
}

function letterOf(row: DeadLetterRow): DeadLetter {
  return { ...summaryOf(row), payload: row.payload };
}

function summaryOf(row: DeadLetterRow): DeadLetterSummary {
  return {
    id: row.id,
    sourceId: row.source_id,
    scopeId: row.scope_id,
    state: row.state,
    refusedBy: row.refused_by,
    arrivedAt: row.last_arrived_at,
    firstArrivedAt: row.arrived_at,
    times: row.times,
    reason: row.reason,
    excerpt: excerptOf(row.payload),
    notReplayable: row.not_replayable,
    replays: row.replays,
    lastReplayAt: row.last_replay_at,
  };
}
