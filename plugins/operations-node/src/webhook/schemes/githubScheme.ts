import {
  afterPrefix,
  hexDigest,
  hmacSha256,
  onlyHeader,
  requireSignature,
} from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

/**
 * GitHub: `X-Hub-Signature-256: sha256=<hex>` over the raw body. The delivery's
 * id, `X-GitHub-Delivery`, is not signed: it proves nothing and is not used.
 */
export function githubScheme(secrets: readonly string[]): SignatureScheme {
  return {
    name: 'github',
    covers: 'body',
    async verify(headers, rawBody) {
      const header = onlyHeader(headers, 'x-hub-signature-256');
      const given = hexDigest(afterPrefix(header, 'sha256=') ?? '');
      if (!given) throw new DeliveryRefusedError('malformed-header');
      requireSignature(
        [given],
        secrets.map(secret => hmacSha256(secret, rawBody)),
      );
      return {};
    },
  };
}
