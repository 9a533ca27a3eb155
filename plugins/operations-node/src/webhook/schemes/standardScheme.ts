import {
  afterPrefix,
  base64Digest,
  hmacSha256,
  onlyHeader,
  requireSignature,
  unixTime,
} from './checks';
import {
  DeliveryRefusedError,
  SignatureScheme,
  WebhookHeaders,
} from './SignatureScheme';

const SECRET_PREFIX = 'whsec_';
const MAX_SIGNATURES = 10;
/** As the column that keeps it is long. */
const MAX_ID_LENGTH = 255;

/**
 * Standard Webhooks (standardwebhooks.com), as Svix, incident.io and others send
 * them: `webhook-signature: v1,<base64> v1,<base64>` over
 * `<id>.<timestamp>.<raw body>`. The older header names `svix-…` count as well.
 * Signatures of other versions are passed over.
 *
 * @param secrets - `whsec_` and the key in base64
 * @throws Error when a secret has another form; it does not repeat the secret
 */
export function standardScheme(secrets: readonly string[]): SignatureScheme {
  const keys = secrets.map(keyOf);
  return {
    name: 'standard-webhooks',
    covers: 'body',
    async verify(headers, rawBody, now) {
      const family = familyOf(headers);
      const id = onlyHeader(headers, `${family}-id`);
      const timestamp = onlyHeader(headers, `${family}-timestamp`);
      const header = onlyHeader(headers, `${family}-signature`);
      if (id.length > MAX_ID_LENGTH) {
        throw new DeliveryRefusedError('malformed-header');
      }
      const sentAt = unixTime(timestamp, now);
      const given = header
        .split(' ', MAX_SIGNATURES)
        .flatMap(each => base64Digest(afterPrefix(each, 'v1,') ?? '') ?? []);
      if (given.length === 0)
        throw new DeliveryRefusedError('malformed-header');
      requireSignature(
        given,
        keys.map(key => hmacSha256(key, `${id}.${timestamp}.`, rawBody)),
      );
      return { deliveryId: id, sentAt };
    },
  };
}

/** One family of names for all three headers: a mixture would be nobody's. */
function familyOf(headers: WebhookHeaders): 'webhook' | 'svix' {
  return headers['webhook-signature'] ? 'webhook' : 'svix';
}

/** Whether a secret is `whsec_` and at least 24 bytes in base64, as the specification asks. */
export function isStandardSecret(secret: string): boolean {
  const base64 = afterPrefix(secret, SECRET_PREFIX) ?? '';
  const key = Buffer.from(base64, 'base64');
  return key.length >= 24 && key.toString('base64') === base64;
}

function keyOf(secret: string): Buffer {
  if (!isStandardSecret(secret)) {
    throw new Error(
      `A secret of Standard Webhooks is "${SECRET_PREFIX}" and at least 24 bytes in base64`,
    );
  }
  return Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
}
