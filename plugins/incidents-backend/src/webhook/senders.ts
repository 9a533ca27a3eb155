import {
  AlertmanagerDelivery,
  parseAlertmanagerWebhook,
} from './parseAlertmanagerWebhook';

/** Who may send webhooks about alerts, and what is particular to each. */
export const SENDERS = {
  alertmanager: {
    /** The source under which its alerts are filed; the scope is the receiver. */
    sourceId: 'alertmanager-alerts',
    normalise: parseAlertmanagerWebhook,
  },
} satisfies Record<
  string,
  {
    sourceId: string;
    /** @throws UnreadableDeliveryError saying what is wrong with the body as a whole. */
    normalise: (body: string) => AlertmanagerDelivery;
  }
>;

export type WebhookSender = keyof typeof SENDERS;

/** What is particular to the sender of a stored delivery. */
export function senderOf(name: string): (typeof SENDERS)[WebhookSender] {
  if (name in SENDERS && Object.hasOwn(SENDERS, name)) {
    return SENDERS[name as WebhookSender];
  }
  throw new Error(`Deliveries of "${name}" cannot be read by this version`);
}
