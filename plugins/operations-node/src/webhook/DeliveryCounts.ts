import { Knex } from 'knex';
import { DeliveryRow } from './deliveryRows';
import { ReceiverAddress, receiverName } from './receiver';

/** How many deliveries of one receiver are in which state. */
export interface ReceiverCounts {
  /** To be processed. */
  waiting: number;
  /** Set aside, and nobody has dealt with them. */
  quarantined: number;
  /** Those, and what of them is being processed again. */
  deadLetters: number;
}

const NONE: ReceiverCounts = { waiting: 0, quarantined: 0, deadLetters: 0 };

/** Counts deliveries by receiver, for the metrics and the Sources page. */
export class DeliveryCounts {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What is not dealt with, of each receiver that has any. */
  async open(): Promise<(ReceiverAddress & ReceiverCounts)[]> {
    const rows = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ state: 'received' })
      .orWhere({ letter_state: 'waiting' })
      .groupBy('sender', 'receiver', 'state', 'letter_state')
      .select('sender', 'receiver', 'state', 'letter_state')
      .count({ count: '*' });
    const counts = new Map<string, ReceiverAddress & ReceiverCounts>();
    for (const row of rows) {
      const address = {
        sender: String(row.sender),
        receiver: String(row.receiver),
      };
      const name = receiverName(address);
      const sum = counts.get(name) ?? { ...address, ...NONE };
      const count = Number(row.count);
      if (row.state === 'received') sum.waiting += count;
      else sum.quarantined += count;
      if (row.letter_state === 'waiting') sum.deadLetters += count;
      counts.set(name, sum);
    }
    return [...counts.values()];
  }

  /** Genuine deliveries taken in since the instant; repetitions count once. */
  async takenSince(
    since: Date,
  ): Promise<(ReceiverAddress & { taken: number })[]> {
    const rows = await this.#knex<DeliveryRow>('webhook_deliveries')
      .where('received_at', '>=', since.toISOString())
      .groupBy('sender', 'receiver')
      .select('sender', 'receiver')
      .count({ count: '*' });
    return rows.map(({ sender, receiver, count }) => ({
      sender: String(sender),
      receiver: String(receiver),
      taken: Number(count),
    }));
  }
}
