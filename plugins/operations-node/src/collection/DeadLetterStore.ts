import { createHash, randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { DeadLetter } from '@opsdeck/backstage-plugin-operations-common';
import { RejectedRecord } from '../source';
import { cutText, redactPayload, redactText } from '../redact';
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
}

const MAX_PAYLOAD_LENGTH = 16_384;
const MAX_REASON_LENGTH = 2_000;

/** Records that could not be processed: kept with the reason, never dropped silently. */
export class DeadLetterStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Keeps rejected records; the same payload arriving again only moves its date. */
  async add(
    trx: Knex.Transaction,
    lease: Lease,
    rejected: readonly RejectedRecord[],
    now: Date,
  ): Promise<void> {
    for (const record of rejected) {
      const payload = redactPayload(record.payload);
      const reason = cutText(redactText(record.reason), MAX_REASON_LENGTH);
      const payloadHash = createHash('sha256').update(payload).digest('hex');
      const key = {
        source_id: lease.sourceId,
        scope_id: lease.scope.id,
        payload_hash: payloadHash,
      };
      await trx<DeadLetterRow>('dead_letters')
        .insert({
          ...key,
          id: randomUUID(),
          payload: cutText(payload, MAX_PAYLOAD_LENGTH),
          reason,
          arrived_at: now.toISOString(),
          last_arrived_at: now.toISOString(),
          times: 1,
        })
        .onConflict(['source_id', 'scope_id', 'payload_hash'])
        .merge({
          reason,
          last_arrived_at: now.toISOString(),
          times: trx.raw('dead_letters.times + 1'),
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
    const rows = await this.#knex<DeadLetterRow>('dead_letters')
      .where({ source_id: sourceId })
      .orderBy('last_arrived_at', 'desc')
      .limit(limit);
    return rows.map(row => ({
      id: row.id,
      sourceId: row.source_id,
      scopeId: row.scope_id,
      arrivedAt: row.last_arrived_at,
      reason: row.reason,
      payload: row.payload,
    }));
  }

  /** Number of dead letters per `source_id` and `scope_id`. */
  async counts(): Promise<Map<string, number>> {
    const rows = await this.#knex<DeadLetterRow>('dead_letters')
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
}

export function deadLetterKey(sourceId: string, scopeId: string): string {
  return JSON.stringify([sourceId, scopeId]);
}
