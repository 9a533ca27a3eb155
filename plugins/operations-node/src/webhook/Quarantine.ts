import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { cutText, redactPayload } from '../redact';
import { DeliveryRow } from './deliveryRows';
import { ReceiverAddress } from './receiver';

const MAX_BODY_LENGTH = 16_384;

/** A delivery that could not be processed, as people may see it. */
export interface QuarantinedDelivery extends ReceiverAddress {
  id: string;
  receivedAt: string;
  /** When it was set aside (UTC). */
  quarantinedAt: string;
  tries: number;
  reason: string;
  /** The body as text, cut, and without what looks like a secret. */
  body: string;
}

/** Deliveries per state of one receiver. */
export interface DeliveryCounts extends ReceiverAddress {
  waiting: number;
  quarantined: number;
}

/** What was set aside: to be looked at, and to be processed again once the cause is gone. */
export class Quarantine {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The latest of one receiver, newest first. */
  async list(
    { sender, receiver }: ReceiverAddress,
    limit: number,
  ): Promise<QuarantinedDelivery[]> {
    const rows = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ sender, receiver, state: 'quarantined' })
      .orderBy('received_at', 'desc')
      .limit(limit);
    return rows.map(row => ({
      id: row.id,
      sender: row.sender,
      receiver: row.receiver,
      receivedAt: row.received_at,
      quarantinedAt: row.processed_at ?? row.received_at,
      tries: row.tries,
      reason: row.reason ?? '',
      body: cutText(
        redactPayload(Buffer.from(row.body).toString('utf8')),
        MAX_BODY_LENGTH,
      ),
    }));
  }

  /**
   * Has one delivery processed again, as if it had just come.
   *
   * @throws NotFoundError when no such delivery is set aside.
   */
  async replay(id: string, now: Date): Promise<void> {
    const replayed = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ id, state: 'quarantined' })
      .update(anew(now));
    if (replayed === 0) {
      throw new NotFoundError(`No delivery "${id}" is set aside`);
    }
  }

  /** Has all of one receiver processed again; answers how many there are. */
  async replayAll(
    { sender, receiver }: ReceiverAddress,
    now: Date,
  ): Promise<number> {
    return this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ sender, receiver, state: 'quarantined' })
      .update(anew(now));
  }

  /** Counts of each receiver that has unprocessed deliveries. */
  async counts(): Promise<DeliveryCounts[]> {
    const rows = await this.#knex<DeliveryRow>('webhook_deliveries')
      .whereIn('state', ['received', 'quarantined'])
      .groupBy('sender', 'receiver', 'state')
      .select('sender', 'receiver', 'state')
      .count({ count: '*' });
    const counts = new Map<string, DeliveryCounts>();
    for (const row of rows) {
      const sender = String(row.sender);
      const receiver = String(row.receiver);
      const name = JSON.stringify([sender, receiver]);
      const sum = counts.get(name) ?? {
        sender,
        receiver,
        waiting: 0,
        quarantined: 0,
      };
      if (row.state === 'received') sum.waiting = Number(row.count);
      else sum.quarantined = Number(row.count);
      counts.set(name, sum);
    }
    return [...counts.values()];
  }
}

function anew(now: Date): Partial<DeliveryRow> {
  return {
    state: 'received',
    due_at: now.toISOString(),
    tries: 0,
    processed_at: null,
  };
}
