import {
  DeadLetter,
  DeadLetterState,
  DeadLetterSummary,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { keptPayload, keptReason } from '../collection/keptPayload';
import { decodeCursor, toPage } from '../collection/pageCursor';
import { DeliveryRow } from './deliveryRows';
import { receiverSourceId } from './receiver';

/** Columns of a list: bodies may be large. */
const LISTED = [
  'id',
  'sender',
  'receiver',
  'received_at',
  'first_received_at',
  'times',
  'state',
  'reason',
  'letter_state',
  'refused_by',
  'excerpt',
  'replays',
  'last_replay_at',
  'tries',
] as const;

type ListedRow = Pick<DeliveryRow, (typeof LISTED)[number]>;

export interface QuarantineFilter {
  sender: string;
  /** Of these of its receivers only. */
  receivers: readonly string[];
  state?: DeadLetterState;
}

/** How it stands with a delivery that was to be processed again. */
export type ReplayProgress = Pick<
  DeliveryRow,
  'id' | 'state' | 'letter_state' | 'reason' | 'tries'
>;

/** Deliveries that were set aside: to be looked at, and to be processed again once the cause is gone. */
export class Quarantine {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What was set aside, without the bodies, the latest first. */
  async page(
    filter: QuarantineFilter,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<{ items: DeadLetterSummary[]; nextCursor: string | null }> {
    const query = this.#where(filter)
      .orderBy([
        { column: 'received_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1)
      .select(...LISTED);
    const after = decodeCursor(cursor, 2);
    if (after) {
      const [receivedAt, id] = after;
      void query.where(older =>
        older
          .where('received_at', '<', receivedAt)
          .orWhere(same =>
            same.where('received_at', receivedAt).where('id', '<', id),
          ),
      );
    }
    const rows = await query;
    const page = toPage(rows, limit, row => [row.received_at, row.id]);
    return { ...page, items: page.items.map(summaryOf) };
  }

  /** One that was set aside, with its body, secrets redacted. */
  async get(
    filter: QuarantineFilter,
    id: string,
  ): Promise<DeadLetter | undefined> {
    const row = await this.#where(filter).where({ id }).first();
    return (
      row && {
        ...summaryOf(row),
        payload: keptPayload(Buffer.from(row.body).toString('utf8')).payload,
      }
    );
  }

  async countByState(
    filter: Omit<QuarantineFilter, 'state'>,
  ): Promise<Record<DeadLetterState, number>> {
    const rows = await this.#where(filter)
      .groupBy('letter_state')
      .select('letter_state')
      .count({ count: '*' });
    const counts = { waiting: 0, replayed: 0, archived: 0 };
    for (const { letter_state: state, count } of rows) {
      counts[state as DeadLetterState] = Number(count);
    }
    return counts;
  }

  /** What waits to be dealt with, those tried least first, and how much that is in all. */
  async replayable(
    filter: Omit<QuarantineFilter, 'state'>,
    limit: number,
  ): Promise<{ ids: string[]; total: number }> {
    const waiting = () =>
      this.#where({ ...filter, state: 'waiting' }).where({
        state: 'quarantined',
      });
    const [[{ count }], rows] = await Promise.all([
      waiting().count({ count: '*' }),
      waiting()
        .orderBy(['replays', 'received_at', 'id'])
        .limit(limit)
        .select('id'),
    ]);
    return { ids: rows.map(({ id }) => id), total: Number(count) };
  }

  /** Has deliveries processed again, as if they had just come; not those under way already. */
  async replay(ids: readonly string[], now: Date): Promise<void> {
    await this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('id', ids)
      .where({ state: 'quarantined' })
      .update({
        state: 'received',
        letter_state: 'waiting',
        due_at: now.toISOString(),
        tries: 0,
        processed_at: null,
        replays: this.#knex.raw('replays + 1'),
        last_replay_at: now.toISOString(),
      });
  }

  /** How it stands with deliveries; those that are gone are left out. */
  async progress(ids: readonly string[]): Promise<ReplayProgress[]> {
    const rows = await this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('id', ids)
      .select('id', 'state', 'letter_state', 'reason', 'tries');
    return rows.map(row => ({ ...row, reason: keptReason(row.reason ?? '') }));
  }

  /** Archives at most `chunk` that wait and were received before the instant; answers how many. */
  async archive(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ letter_state: 'waiting', state: 'quarantined' })
      .where('received_at', '<', before.toISOString())
      .limit(chunk)
      .select('id');
    return this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('id', old)
      .update({ letter_state: 'archived' });
  }

  /** Deletes at most `chunk` that were received before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('letter_state', ['waiting', 'archived'])
      .where({ state: 'quarantined' })
      .where('received_at', '<', before.toISOString())
      .limit(chunk)
      .select('id');
    return this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('id', old)
      .delete();
  }

  #where({ sender, receivers, state }: QuarantineFilter) {
    return this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ sender })
      .whereIn('receiver', receivers)
      .whereIn(
        'letter_state',
        state ? [state] : ['waiting', 'replayed', 'archived'],
      );
  }
}

function summaryOf(row: ListedRow): DeadLetterSummary {
  return {
    id: row.id,
    sourceId: receiverSourceId(row.sender),
    scopeId: row.receiver,
    state: row.letter_state ?? 'waiting',
    // An earlier version did not write down what it was.
    refusedBy: row.refused_by ?? 'source',
    arrivedAt: row.received_at,
    firstArrivedAt: row.first_received_at ?? row.received_at,
    times: row.times,
    reason: keptReason(row.reason ?? ''),
    excerpt: row.excerpt ?? '',
    // The raw bytes are kept.
    notReplayable: null,
    replays: row.replays,
    lastReplayAt: row.last_replay_at,
  };
}
