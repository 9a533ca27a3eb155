import { z } from 'zod/v4';
import {
  afterPrefix,
  hexDigest,
  hmacSha256,
  onlyHeader,
  requireSignature,
  unixTime,
} from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

const challengeSchema = z.looseObject({
  type: z.literal('url_verification'),
  challenge: z.string().min(1).max(1_000),
});

/**
 * Slack: `X-Slack-Signature: v0=<hex>` over `v0:<timestamp>:<raw body>`, with
 * the timestamp in `X-Slack-Request-Timestamp`, at most five minutes away.
 * When the address is entered at Slack, it sends a challenge that must come back
 * (`url_verification` of the Events API).
 */
export function slackScheme(secrets: readonly string[]): SignatureScheme {
  return {
    name: 'slack',
    covers: 'body',
    async verify(headers, rawBody, now) {
      const timestamp = onlyHeader(headers, 'x-slack-request-timestamp');
      const header = onlyHeader(headers, 'x-slack-signature');
      const sentAt = unixTime(timestamp, now);
      const given = hexDigest(afterPrefix(header, 'v0=') ?? '');
      if (!given) throw new DeliveryRefusedError('malformed-header');
      requireSignature(
        [given],
        secrets.map(secret => hmacSha256(secret, `v0:${timestamp}:`, rawBody)),
      );
      return { sentAt };
    },
    handshake(rawBody) {
      const challenge = challengeOf(rawBody);
      return challenge === undefined ? undefined : { challenge };
    },
  };
}

/** Slack also sends forms: what is no JSON is no challenge. */
function challengeOf(rawBody: Buffer): string | undefined {
  try {
    const body: unknown = JSON.parse(rawBody.toString('utf8'));
    return challengeSchema.safeParse(body).data?.challenge;
  } catch {
    return undefined;
  }
}
