import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { DeliveryKey } from './deliveryKey';
import { ClaimedDelivery, DeliveryRow, deliveryOf } from './deliveryRows';
import { ReceiverAddress } from './receiver';

/** More deliveries of one receiver than this wait, and its sender is asked to come back later. */
const MAX_WAITING = 10_000;

export interface NewDelivery {
  address: ReceiverAddress;
  key: DeliveryKey;
  body: Buffer;
}

/** Deliveries are stored before they are answered and processed after: none is lost. */
export class WebhookInbox {
  readonly #knex: Knex;
  readonly #maxWaiting: number;

  constructor(knex: Knex, options: { maxWaiting?: number } = {}) {
    this.#knex = knex;
    this.#maxWaiting = options.maxWaiting ?? MAX_WAITING;
  }

  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(work);
  }

  /** Whether there is room; answer 503 when there is not. */
  async hasRoom({ sender, receiver }: ReceiverAddress): Promise<boolean> {
    const tooMany = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ sender, receiver, state: 'received' })
      .offset(this.#maxWaiting - 1)
      .first('id');
    return tooMany === undefined;
  }

  /**
   * Stores a delivery, byte by byte, and is done when it is committed. The very
   * same one arriving again is stored once: senders repeat themselves. One that
   * was set aside is tried again.
   */
  async add(
    { address, key, body }: NewDelivery,
    now: Date,
  ): Promise<'stored' | 'duplicate'> {
    const at = now.toISOString();
    const anew = {
      received_at: at,
      state: 'received' as const,
      due_at: at,
      tries: 0,
      reason: null,
      processed_at: null,
    };
    const written = await this.#knex<DeliveryRow>('webhook_deliveries')
      .insert({
        ...anew,
        id: randomUUID(),
        sender: address.sender,
        receiver: address.receiver,
        delivery_key: key.key,
        body,
      })
      .onConflict(['sender', 'receiver', 'delivery_key'])
      .merge(anew)
      .where(again => {
        again.where('webhook_deliveries.state', 'quarantined');
        if (key.countsSince) {
          const before = key.countsSince.toISOString();
          again.orWhere(past =>
            past
              .where('webhook_deliveries.state', 'processed')
              .where('webhook_deliveries.received_at', '<', before),
          );
        }
      })
      .returning('id');
    return written.length > 0 ? 'stored' : 'duplicate';
  }

  /** Whether a delivery's turn has come. */
  async anyDue(now: Date): Promise<boolean> {
    const due = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ state: 'received' })
      .where('due_at', '<=', now.toISOString())
      .first('id');
    return due !== undefined;
  }

  /**
   * Leases the delivery that has been due the longest; undefined when none is.
   * Safe across replicas: one of them gets it, and another only after the lease
   * has run out.
   */
  async claim(
    now: Date,
    leaseMs: number,
  ): Promise<ClaimedDelivery | undefined> {
    const next = this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ state: 'received' })
      .where('due_at', '<=', now.toISOString())
      .orderBy(['due_at', 'id'])
      .limit(1)
      .select('id');
    // Others' rows are passed over instead of waited for; SQLite has one writer.
    if (isPostgres(this.#knex)) void next.forUpdate().skipLocked();
    const [row] = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where('id', '=', next)
      .update({
        due_at: new Date(now.getTime() + leaseMs).toISOString(),
        lease_number: this.#knex.raw('lease_number + 1'),
        tries: this.#knex.raw('tries + 1'),
      })
      .returning('*');
    return (
      row && {
        ...deliveryOf(row),
        leaseNumber: row.lease_number,
        tries: row.tries,
      }
    );
  }

  /**
   * Call it in the transaction of the effects, before them. Answers false when
   * the lease has gone to another process: then there must be no effect.
   */
  async markProcessed(
    trx: Knex.Transaction,
    claim: ClaimedDelivery,
    now: Date,
  ): Promise<boolean> {
    return update(trx, claim, {
      state: 'processed',
      reason: null,
      processed_at: now.toISOString(),
    });
  }

  /** Puts off a delivery that could not be processed this time. */
  async retryLater(
    claim: ClaimedDelivery,
    reason: string,
    dueAt: Date,
  ): Promise<boolean> {
    return update(this.#knex, claim, { reason, due_at: dueAt.toISOString() });
  }

  /** Sets aside what cannot be processed, with the reason. As {@link markProcessed}. */
  async quarantine(
    trx: Knex.Transaction,
    claim: ClaimedDelivery,
    reason: string,
    now: Date,
  ): Promise<boolean> {
    return update(trx, claim, {
      state: 'quarantined',
      reason,
      processed_at: now.toISOString(),
    });
  }

  /** Deletes at most `chunk` finished deliveries received before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('state', ['processed', 'quarantined'])
      .where('received_at', '<', before.toISOString())
      .limit(chunk)
      .select('id');
    return this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('id', old)
      .delete();
  }
}

async function update(
  knex: Knex,
  { id, leaseNumber }: ClaimedDelivery,
  change: Partial<DeliveryRow>,
): Promise<boolean> {
  const changed = await knex<DeliveryRow>('webhook_deliveries')
    .where({ id, state: 'received', lease_number: leaseNumber })
    .update(change);
  return changed === 1;
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
