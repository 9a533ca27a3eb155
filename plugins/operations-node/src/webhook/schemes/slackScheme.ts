import {
  afterPrefix,
  hexDigest,
  hmacSha256,
  onlyHeader,
  requireSignature,
  unixTime,
} from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

/**
 * Slack: `X-Slack-Signature: v0=<hex>` over `v0:<timestamp>:<raw body>`, with
 * the timestamp in `X-Slack-Request-Timestamp`, at most five minutes away.
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
  };
}
