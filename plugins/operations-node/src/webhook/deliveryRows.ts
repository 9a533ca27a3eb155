import {
  DeadLetter,
  DeadLetterState,
} from '@opsdeck/backstage-plugin-operations-common';
import { ReceiverAddress } from './receiver';

/** A row of `webhook_deliveries`. */
export interface DeliveryRow {
  id: string;
  sender: string;
  receiver: string;
  delivery_key: string;
  body: Buffer;
  /** When it came last; it is the same row when it comes again. */
  received_at: string;
  first_received_at: string | null;
  /** How often it was taken in. */
  times: number;
  state: 'received' | 'processed' | 'quarantined';
  due_at: string;
  lease_number: number;
  tries: number;
  /** Why it could not be processed the last time. */
  reason: string | null;
  processed_at: string | null;
  /** Its life as a dead letter; null while it was never set aside. */
  letter_state: DeadLetterState | null;
  refused_by: DeadLetter['refusedBy'] | null;
  /** Beginning of the body, secrets redacted. */
  excerpt: string | null;
  replays: number;
  last_replay_at: string | null;
}

/** A delivery as it arrived, its signature verified. */
export interface Delivery extends ReceiverAddress {
  id: string;
  /** The raw bytes. */
  body: Buffer;
  receivedAt: Date;
}

/** A delivery that this process alone may work on until the lease is over. */
export interface ClaimedDelivery extends Delivery {
  /** Fencing number: grows with each lease of the delivery. */
  leaseNumber: number;
  /** How often it was taken up, this time included. */
  tries: number;
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    sender: row.sender,
    receiver: row.receiver,
    body: Buffer.from(row.body),
    receivedAt: new Date(row.received_at),
  };
}
