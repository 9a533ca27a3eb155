import { Knex } from 'knex';
import { ReceiverAddress } from './receiver';
import { Rejection } from './rejection';

interface ReceiverRow {
  sender: string;
  receiver: string;
  since: string;
  last_received_at: string | null;
  last_refused_at: string | null;
  last_refusal: Rejection | null;
  silent_since: string | null;
}

/** What is known of a receiver; instants are UTC. */
export interface ReceiverRecord extends ReceiverAddress {
  /** When it was configured, as far as the database knows. */
  since: Date;
  /** When a genuine delivery last came, a repeated one included. */
  lastReceivedAt: Date | null;
  lastRefusedAt: Date | null;
  lastRefusal: Rejection | null;
  /** Since when its silence has been an alarm. */
  silentSince: Date | null;
}

/** When each receiver last heard from its sender. */
export class ReceiverStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Makes receivers known from now on; those known already stay as they are. */
  async register(
    addresses: readonly ReceiverAddress[],
    now: Date,
  ): Promise<void> {
    if (addresses.length === 0) return;
    await this.#knex<ReceiverRow>('webhook_receivers')
      .insert(
        addresses.map(({ sender, receiver }) => ({
          sender,
          receiver,
          since: now.toISOString(),
        })),
      )
      .onConflict(['sender', 'receiver'])
      .ignore();
  }

  async noteReceived(address: ReceiverAddress, now: Date): Promise<void> {
    await this.#update(address, { last_received_at: now.toISOString() });
  }

  async noteRefused(
    address: ReceiverAddress,
    reason: Rejection,
    now: Date,
  ): Promise<void> {
    await this.#update(address, {
      last_refused_at: now.toISOString(),
      last_refusal: reason,
    });
  }

  /** Notes that the sender fell silent, or, with null, that it was heard again. */
  async noteSilence(
    address: ReceiverAddress,
    since: Date | null,
  ): Promise<void> {
    await this.#update(address, { silent_since: since?.toISOString() ?? null });
  }

  async list(): Promise<ReceiverRecord[]> {
    const rows = await this.#knex<ReceiverRow>('webhook_receivers').orderBy([
      'sender',
      'receiver',
    ]);
    return rows.map(row => ({
      sender: row.sender,
      receiver: row.receiver,
      since: new Date(row.since),
      lastReceivedAt: dateOf(row.last_received_at),
      lastRefusedAt: dateOf(row.last_refused_at),
      lastRefusal: row.last_refusal,
      silentSince: dateOf(row.silent_since),
    }));
  }

  async #update(
    { sender, receiver }: ReceiverAddress,
    change: Partial<ReceiverRow>,
  ): Promise<void> {
    await this.#knex<ReceiverRow>('webhook_receivers')
      .where({ sender, receiver })
      .update(change);
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
