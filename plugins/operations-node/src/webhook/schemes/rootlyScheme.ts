import {
  hexDigest,
  hmacSha256,
  onlyHeader,
  requireSignature,
  unixTime,
} from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

/** Rootly: `X-Rootly-Signature: t=<timestamp>,v1=<hex>` over the timestamp and the raw body. */
export function rootlyScheme(secrets: readonly string[]): SignatureScheme {
  return {
    name: 'rootly',
    covers: 'body',
    async verify(headers, rawBody, now) {
      const header = onlyHeader(headers, 'x-rootly-signature');
      const parts = /^t=(\d+),\s*v1=([0-9a-fA-F]+)$/.exec(header);
      const given = hexDigest(parts?.[2] ?? '');
      if (!parts || !given) throw new DeliveryRefusedError('malformed-header');
      const [, timestamp] = parts;
      const sentAt = unixTime(timestamp, now);
      requireSignature(
        [given],
        secrets.map(secret => hmacSha256(secret, timestamp, rawBody)),
      );
      return { sentAt };
    },
  };
}
