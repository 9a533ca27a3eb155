import { ReceiverAddress } from './receiver';

/** A row of `webhook_deliveries`. */
export interface DeliveryRow {
  id: string;
  sender: string;
  receiver: string;
  delivery_key: string;
  body: Buffer;
  received_at: string;
  state: 'received' | 'processed' | 'quarantined';
  due_at: string;
  lease_number: number;
  tries: number;
  reason: string | null;
  processed_at: string | null;
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
