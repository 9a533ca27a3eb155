import { createHash, randomUUID } from 'node:crypto';
import { Knex } from 'knex';

interface InboxRow {
  id: string;
  receiver: string;
  delivery_key: string;
  body: string;
  received_at: string;
  state: 'received' | 'processed' | 'quarantined';
  reason: string | null;
  processed_at: string | null;
}

/** A delivery as it arrived. */
export interface Delivery {
  id: string;
  receiver: string;
  /** The raw body, unparsed. */
  body: string;
  receivedAt: Date;
}

/** More unprocessed deliveries than this, and senders are asked to come back later. */
const MAX_WAITING = 10_000;

/** Deliveries are stored before they are answered and processed after: none is lost. */
export class WebhookInbox {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Whether there is room; answer 503 when there is not. */
  async hasRoom(): Promise<boolean> {
    const [{ waiting }] = await this.#knex<InboxRow>('webhook_inbox')
      .where({ state: 'received' })
      .count({ waiting: '*' });
    return Number(waiting) < MAX_WAITING;
  }

  /**
   * Stores a delivery. Answers false when the very same one is waiting already:
   * senders repeat themselves, and that is fine.
   */
  async add(receiver: string, body: string, now: Date): Promise<boolean> {
    const deliveryKey = createHash('sha256')
      .update(receiver)
      .update('\0')
      .update(body)
      .digest('hex');
    const waiting = await this.#knex<InboxRow>('webhook_inbox')
      .where({ delivery_key: deliveryKey, state: 'received' })
      .first('id');
    if (waiting) return false;
    await this.#knex<InboxRow>('webhook_inbox').insert({
      id: randomUUID(),
      receiver,
      delivery_key: deliveryKey,
      body,
      received_at: now.toISOString(),
      state: 'received',
    });
    return true;
  }

  /** Deliveries that wait, the oldest first. */
  async waiting(limit: number): Promise<Delivery[]> {
    const rows = await this.#knex<InboxRow>('webhook_inbox')
      .where({ state: 'received' })
      .orderBy(['received_at', 'id'])
      .limit(limit);
    return rows.map(row => ({
      id: row.id,
      receiver: row.receiver,
      body: row.body,
      receivedAt: new Date(row.received_at),
    }));
  }

  /** Call in the transaction of the effects. Answers false when another process was first. */
  async markProcessed(
    trx: Knex.Transaction,
    id: string,
    now: Date,
  ): Promise<boolean> {
    const marked = await trx<InboxRow>('webhook_inbox')
      .where({ id, state: 'received' })
      .update({ state: 'processed', processed_at: now.toISOString() });
    return marked === 1;
  }

  /** Sets aside what cannot be processed, with the reason. */
  async quarantine(id: string, reason: string, now: Date): Promise<void> {
    await this.#knex<InboxRow>('webhook_inbox')
      .where({ id, state: 'received' })
      .update({
        state: 'quarantined',
        reason,
        processed_at: now.toISOString(),
      });
  }

  /** Deletes at most `chunk` finished deliveries received before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<InboxRow>('webhook_inbox')
      .whereNot({ state: 'received' })
      .where('received_at', '<', before.toISOString())
      .limit(chunk)
      .select('id');
    return this.#knex<InboxRow>('webhook_inbox').whereIn('id', old).delete();
  }
}
