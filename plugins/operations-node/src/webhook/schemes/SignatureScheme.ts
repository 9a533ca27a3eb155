/** The headers of a request by lower-case name, repeated ones apart, as Node's `headersDistinct`. */
export type WebhookHeaders = Readonly<Record<string, string[] | undefined>>;

/** Why a delivery is refused: for the log and the metrics, never for the sender. */
export type RefusalReason =
  | 'unknown-receiver'
  | 'missing-header'
  | 'repeated-header'
  | 'malformed-header'
  | 'malformed-body'
  | 'wrong-signature'
  | 'too-old'
  | 'from-the-future'
  | 'unknown-topic'
  | 'untrusted-url'
  | 'untrusted-certificate';

/** The sender could not prove who it is. The reason stays with us. */
export class DeliveryRefusedError extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`The delivery is refused: ${reason}`);
    this.name = 'DeliveryRefusedError';
    this.reason = reason;
  }
}

/**
 * The delivery cannot be verified or stored now, for example because a
 * certificate could not be fetched: the sender must come again.
 */
export class ComeAgainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ComeAgainError';
  }
}

/** What the signature vouches for, beyond the body. What it does not cover is left out. */
export interface VerifiedDelivery {
  /** The sender's own id of the delivery, the same whenever it is sent again. */
  deliveryId?: string;
  /** When the sender signed it (UTC). */
  sentAt?: Date;
}

/** What a stored delivery is, once its envelope is open. */
export type OpenedDelivery =
  | { type: 'message'; body: Buffer }
  /** For the sender's own housekeeping, such as confirming a subscription. */
  | { type: 'handshake'; perform: (signal: AbortSignal) => Promise<void> };

/** How a sender proves that a delivery is its own. */
export interface SignatureScheme {
  /** As it is named in the configuration. */
  readonly name: string;
  /** `headers`: the body plays no part in it, so that a stranger's is not even read. */
  readonly covers: 'headers' | 'body';
  /**
   * @param rawBody - the bytes as the sender signed them, unparsed; empty where
   * only headers are covered
   * @throws DeliveryRefusedError when the delivery is not the sender's, or is
   * outside the time window
   * @throws ComeAgainError when that cannot be told now
   */
  verify(
    headers: WebhookHeaders,
    rawBody: Buffer,
    now: Date,
  ): Promise<VerifiedDelivery>;
  /**
   * The JSON that a verified request is answered at once when it tells nothing and
   * only wants to see that we are who its sender was told; undefined for a
   * delivery. Nothing of it is stored. Absent where a sender has no such requests.
   */
  handshake?(rawBody: Buffer): Readonly<Record<string, string>> | undefined;
  /**
   * Takes a verified delivery out of the sender's envelope; absent where there
   * is none.
   */
  open?(rawBody: Buffer): OpenedDelivery;
}
