import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { excerptOf, keptPayload } from '../collection/keptPayload';
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

/** Why a delivery is set aside, and whose fault that is: `source` cannot read it, or `store` cannot keep it. */
export interface DeliveryRefusal {
  reason: string;
  refusedBy: 'source' | 'store';
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
        first_received_at: at,
        times: 1,
      })
      .onConflict(['sender', 'receiver', 'delivery_key'])
      .merge({
        ...anew,
        times: this.#knex.raw('webhook_deliveries.times + 1'),
      })
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
   * the lease has gone to another process: then there must be no effect. What had
   * been set aside is dealt with by that.
   */
  async markProcessed(
    trx: Knex.Transaction,
    claim: ClaimedDelivery,
    now: Date,
  ): Promise<boolean> {
    return update(trx, claim, {
      state: 'processed',
      // A dead letter keeps what was wrong with it.
      reason: trx.raw(
        'case when letter_state is null then null else reason end',
      ),
      letter_state: trx.raw(
        "case when letter_state is null then null else 'replayed' end",
      ),
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

  /**
   * Sets aside what cannot be processed: from now on it is a dead letter. As
   * {@link markProcessed}.
   */
  async quarantine(
    trx: Knex.Transaction,
    claim: ClaimedDelivery,
    { reason, refusedBy }: DeliveryRefusal,
    now: Date,
  ): Promise<boolean> {
    const { payload } = keptPayload(claim.body.toString('utf8'));
    return update(trx, claim, {
      state: 'quarantined',
      letter_state: 'waiting',
      reason,
      refused_by: refusedBy,
      excerpt: excerptOf(payload),
      processed_at: now.toISOString(),
    });
  }

  /**
   * Deletes at most `chunk` processed deliveries received before the instant;
   * answers how many. What was set aside has the life of a dead letter.
   */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ state: 'processed' })
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
  change: Knex.DbRecord<DeliveryRow>,
): Promise<boolean> {
  const changed = await knex<DeliveryRow>('webhook_deliveries')
    .where({ id, state: 'received', lease_number: leaseNumber })
    .update(change);
  return changed === 1;
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
