import { createHash, randomUUID } from 'node:crypto';
import { Knex } from 'knex';

interface InboxRow {
  id: string;
  receiver: string;
  delivery_key: string;
  body: Buffer;
  received_at: string;
  state: 'received' | 'processed' | 'quarantined';
  tries: number;
  next_try_at: string;
  reason: string | null;
  processed_at: string | null;
}

/** A delivery as it arrived. */
export interface Delivery {
  id: string;
  receiver: string;
  /** The raw body, unparsed, read as UTF-8. */
  body: string;
  receivedAt: Date;
  /** How often processing it has failed so far. */
  tries: number;
}

/** More unprocessed deliveries than this, and senders are asked to come back later. */
const MAX_WAITING = 10_000;

/**
 * Deliveries are stored before they are answered and processed after: none is
 * lost. The plugin's own migration makes the table `webhook_inbox`.
 */
export class WebhookInbox {
  readonly #knex: Knex;
  readonly #maxWaiting: number;

  constructor(knex: Knex, options: { maxWaiting?: number } = {}) {
    this.#knex = knex;
    this.#maxWaiting = options.maxWaiting ?? MAX_WAITING;
  }

  /** Whether there is room; answer 503 when there is not. */
  async hasRoom(): Promise<boolean> {
    const tooMany = await this.#knex<InboxRow>('webhook_inbox')
      .where({ state: 'received' })
      .offset(this.#maxWaiting - 1)
      .first('id');
    return tooMany === undefined;
  }

  /**
   * Stores a delivery, byte by byte. The very same one arriving again is stored
   * once: senders repeat themselves. One that was set aside is tried again.
   */
  async add(receiver: string, body: Buffer | string, now: Date): Promise<void> {
    const bytes = Buffer.from(body);
    const at = now.toISOString();
    const again = {
      state: 'received' as const,
      tries: 0,
      next_try_at: at,
      reason: null,
      processed_at: null,
    };
    await this.#knex<InboxRow>('webhook_inbox')
      .insert({
        ...again,
        id: randomUUID(),
        receiver,
        delivery_key: keyOf(receiver, bytes),
        body: bytes,
        received_at: at,
      })
      .onConflict('delivery_key')
      .merge(again)
      .where('webhook_inbox.state', 'quarantined');
  }

  /** Deliveries whose turn it is, the oldest first. */
  async waiting(limit: number, now: Date): Promise<Delivery[]> {
    const rows = await this.#knex<InboxRow>('webhook_inbox')
      .where({ state: 'received' })
      .where('next_try_at', '<=', now.toISOString())
      .orderBy(['received_at', 'id'])
      .limit(limit);
    return rows.map(row => ({
      id: row.id,
      receiver: row.receiver,
      body: Buffer.from(row.body).toString('utf8'),
      receivedAt: new Date(row.received_at),
      tries: row.tries,
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

  /** Puts off a delivery that could not be processed this time. */
  async retryLater(id: string, reason: string, nextTryAt: Date): Promise<void> {
    await this.#knex<InboxRow>('webhook_inbox')
      .where({ id, state: 'received' })
      .increment('tries')
      .update({ reason, next_try_at: nextTryAt.toISOString() });
  }

  /**
   * Sets aside what cannot be processed, with the reason. Call it in the
   * transaction that writes the dead letter. Answers false when another process
   * was first.
   */
  async quarantine(
    trx: Knex.Transaction,
    id: string,
    reason: string,
    now: Date,
  ): Promise<boolean> {
    const marked = await trx<InboxRow>('webhook_inbox')
      .where({ id, state: 'received' })
      .update({
        state: 'quarantined',
        reason,
        processed_at: now.toISOString(),
      });
    return marked === 1;
  }

  /** Deletes at most `chunk` finished deliveries received before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<InboxRow>('webhook_inbox')
      .whereIn('state', ['processed', 'quarantined'])
      .where('received_at', '<', before.toISOString())
      .limit(chunk)
      .select('id');
    return this.#knex<InboxRow>('webhook_inbox').whereIn('id', old).delete();
  }
}

function keyOf(receiver: string, body: Buffer): string {
  return createHash('sha256')
    .update(receiver)
    .update('\0')
    .update(body)
    .digest('hex');
}
