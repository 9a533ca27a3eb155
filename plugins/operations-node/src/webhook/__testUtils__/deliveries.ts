import { deliveryKey } from '../deliveryKey';
import { ReceiverAddress } from '../receiver';
import { VerifiedDelivery } from '../schemes';
import { NewDelivery } from '../WebhookInbox';

export const MAIN: ReceiverAddress = {
  sender: 'alertmanager',
  receiver: 'main',
};

export const NOW = new Date('2026-11-20T12:00:00.000Z');

/** That many seconds after {@link NOW}. */
export function after(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

/** A delivery as the receiver hands it to the inbox. */
export function newDelivery(
  text: string | Buffer,
  options: {
    address?: ReceiverAddress;
    verified?: VerifiedDelivery;
    now?: Date;
  } = {},
): NewDelivery {
  const { address = MAIN, verified = {}, now = NOW } = options;
  const body = Buffer.from(text);
  return {
    address,
    body,
    key: deliveryKey(address.receiver, body, verified, now),
  };
}
