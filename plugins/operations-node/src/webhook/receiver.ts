import { SignatureScheme } from './schemes';

/** Which receiver: the kind of sender, and one of its instances. */
export interface ReceiverAddress {
  /** For example `alertmanager`. */
  sender: string;
  /** Last part of the path that it is reached under. */
  receiver: string;
}

/** Where webhooks of one sender come in. */
export interface WebhookReceiver extends ReceiverAddress {
  scheme: SignatureScheme;
  /** Largest body, packed and unpacked, in bytes. */
  maxBodyBytes: number;
  /** Longer silence of the sender is an alarm (ISO-8601 duration). Absent: it may be silent. */
  maxSilence?: string;
  /** The scope whose reading repairs what was missed. */
  reconciledBy?: { sourceId: string; scopeId: string };
}

/** "alertmanager/main", for logs. */
export function receiverName({ sender, receiver }: ReceiverAddress): string {
  return `${sender}/${receiver}`;
}

/** The id under which the receivers of a sender are listed as a source. */
export function receiverSourceId(sender: string): string {
  return `webhooks-${sender}`;
}
