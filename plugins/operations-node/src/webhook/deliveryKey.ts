import { createHash } from 'node:crypto';
import { TOLERANCE_MS } from './schemes/checks';
import { VerifiedDelivery } from './schemes';

/** By what a delivery is known again, and for how long. */
export interface DeliveryKey {
  key: string;
  /** A delivery of the same key that was processed before this instant was another one. */
  countsSince?: Date;
}

/**
 * The key by which a delivery that comes again is known.
 *
 * - The sender's id, where the signature covers it. An id that is not signed
 *   could be changed by whoever replays the rest.
 * - Else the body. Where the time is signed, a replay is refused once it has
 *   left the window, so the body counts for the width of the window only: the
 *   same words may be meant anew later. Where it is not, the body counts for as
 *   long as deliveries are kept.
 */
export function deliveryKey(
  receiver: string,
  body: Buffer,
  { deliveryId, sentAt }: VerifiedDelivery,
  now: Date,
): DeliveryKey {
  if (deliveryId !== undefined) return { key: `id:${deliveryId}` };
  const digest = createHash('sha256')
    .update(receiver)
    .update('\0')
    .update(body)
    .digest('hex');
  return {
    key: `body:${digest}`,
    countsSince: sentAt && new Date(now.getTime() - 2 * TOLERANCE_MS),
  };
}
