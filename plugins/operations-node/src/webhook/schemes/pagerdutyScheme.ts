import {
  afterPrefix,
  hexDigest,
  hmacSha256,
  onlyHeader,
  requireSignature,
} from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

/** As many signatures as are looked at; PagerDuty sends one per secret in use. */
const MAX_SIGNATURES = 10;

/**
 * PagerDuty webhooks, version 3: `X-PagerDuty-Signature: v1=<hex>,v1=<hex>` over
 * the raw body, one signature per secret while secrets rotate; one that fits is
 * enough. Signatures of later versions are passed over. `X-Webhook-Id` is not
 * signed and is not used; the body has an id of its own.
 */
export function pagerdutyScheme(secrets: readonly string[]): SignatureScheme {
  return {
    name: 'pagerduty',
    covers: 'body',
    async verify(headers, rawBody) {
      const header = onlyHeader(headers, 'x-pagerduty-signature');
      const given = header
        .split(',', MAX_SIGNATURES)
        .flatMap(
          each => hexDigest(afterPrefix(each.trim(), 'v1=') ?? '') ?? [],
        );
      if (given.length === 0)
        throw new DeliveryRefusedError('malformed-header');
      requireSignature(
        given,
        secrets.map(secret => hmacSha256(secret, rawBody)),
      );
      return {};
    },
  };
}
