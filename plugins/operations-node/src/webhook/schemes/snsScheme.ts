import { verify } from 'node:crypto';
import { requireWindow } from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';
import { SnsCertificates } from './sns/SnsCertificates';
import { FetchLike, fetchBounded } from './sns/fetchBounded';
import { SnsMessage, parseSnsMessage, signedText } from './sns/snsMessage';
import { confirmationUrl, isSnsUrl } from './sns/snsUrls';

/**
 * SNS repeats a message for up to an hour (the longest total of a delivery
 * policy for HTTPS) with the timestamp that it was published at.
 */
const PAST_MS = 65 * 60_000;

const CONFIRMATION_BOUNDS = { timeoutMs: 10_000, maxBytes: 65_536 };

export interface SnsSchemeOptions {
  /** The topics that may send; a signature alone proves any AWS account. */
  topicArns: readonly string[];
  certificates: SnsCertificates;
  /** For the confirmation of subscriptions. */
  fetch?: FetchLike;
  /** Told that a subscription has been taken away. */
  onUnsubscribed: (topicArn: string) => void;
}

/**
 * Amazon SNS over HTTPS: an RSA signature (PKCS #1 v1.5) over certain fields of
 * the message, checked by the certificate that the message names, which must be
 * on a host of SNS. A subscription to one of the topics is confirmed; one taken
 * away is told and not restored.
 */
export function snsScheme(options: SnsSchemeOptions): SignatureScheme {
  const fetchNow = options.fetch ?? ((url, init) => fetch(url, init));
  return {
    name: 'sns',
    covers: 'body',
    async verify(_headers, rawBody, now) {
      const message = parseSnsMessage(rawBody);
      if (!message) throw new DeliveryRefusedError('malformed-body');
      if (!options.topicArns.includes(message.TopicArn)) {
        throw new DeliveryRefusedError('unknown-topic');
      }
      const sentAt = new Date(message.Timestamp);
      requireWindow(sentAt, now, PAST_MS);
      if (message.Type !== 'Notification' && !isSnsUrl(message.SubscribeURL)) {
        throw new DeliveryRefusedError('untrusted-url');
      }
      const certificate = await options.certificates.get(
        message.SigningCertURL,
        now,
      );
      const genuine = verify(
        message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256',
        Buffer.from(signedText(message)),
        certificate.publicKey,
        Buffer.from(message.Signature, 'base64'),
      );
      if (!genuine) throw new DeliveryRefusedError('wrong-signature');
      return { deliveryId: message.MessageId, sentAt };
    },
    open(rawBody) {
      const message = parseSnsMessage(rawBody);
      if (!message) throw new Error('The body is no message of Amazon SNS');
      return message.Type === 'Notification'
        ? { type: 'message', body: Buffer.from(message.Message) }
        : {
            type: 'handshake',
            perform: async signal => {
              if (message.Type === 'UnsubscribeConfirmation') {
                options.onUnsubscribed(message.TopicArn);
              } else {
                await confirm(message, fetchNow, signal);
              }
            },
          };
    },
  };
}

async function confirm(
  message: Exclude<SnsMessage, { Type: 'Notification' }>,
  fetchNow: FetchLike,
  signal: AbortSignal,
): Promise<void> {
  const url = confirmationUrl(message.TopicArn, message.Token);
  try {
    await fetchBounded(fetchNow, url, { ...CONFIRMATION_BOUNDS, signal });
  } catch (cause) {
    // Without the URL: it holds the token.
    throw new Error(
      `The subscription to ${message.TopicArn} could not be confirmed: ${
        cause instanceof Error ? cause.message : cause
      }`,
    );
  }
}
