import { anyEqual, onlyHeader } from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

/**
 * `Authorization: Bearer <token>` (RFC 6750), for senders that sign nothing,
 * such as Alertmanager. It proves who sends, not what: use TLS.
 *
 * @param tokens - that a sender may present; several allow rotation
 */
export function bearerScheme(tokens: readonly string[]): SignatureScheme {
  return {
    name: 'bearer',
    covers: 'headers',
    async verify(headers) {
      const header = onlyHeader(headers, 'authorization');
      const given = /^Bearer ([^\s]+)$/i.exec(header)?.[1];
      if (!given) throw new DeliveryRefusedError('malformed-header');
      if (!anyEqual([given], tokens)) {
        throw new DeliveryRefusedError('wrong-signature');
      }
      return {};
    },
  };
}
