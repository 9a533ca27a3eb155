import {
  hexDigest,
  hmacSha256,
  onlyHeader,
  requireSignature,
  unixTime,
} from './checks';
import { DeliveryRefusedError, SignatureScheme } from './SignatureScheme';

export interface GrafanaHeaders {
  /** Default: Grafana's own, `X-Grafana-Alerting-Signature`. */
  signature?: string;
  /**
   * The header that the contact point puts its timestamp into. With it the
   * timestamp is signed and must be there; without it there is no time window.
   */
  timestamp?: string;
}

/**
 * Grafana contact points with an HMAC signature: hexadecimal, over the raw body,
 * or over `<timestamp>:<raw body>` when a timestamp header is set up.
 */
export function grafanaScheme(
  secrets: readonly string[],
  names: GrafanaHeaders = {},
): SignatureScheme {
  const signatureName = (
    names.signature ?? 'X-Grafana-Alerting-Signature'
  ).toLowerCase();
  const timestampName = names.timestamp?.toLowerCase();
  return {
    name: 'grafana',
    covers: 'body',
    async verify(headers, rawBody, now) {
      const given = hexDigest(onlyHeader(headers, signatureName));
      if (!given) throw new DeliveryRefusedError('malformed-header');
      if (!timestampName) {
        requireSignature(
          [given],
          secrets.map(secret => hmacSha256(secret, rawBody)),
        );
        return {};
      }
      const timestamp = onlyHeader(headers, timestampName);
      const sentAt = unixTime(timestamp, now);
      requireSignature(
        [given],
        secrets.map(secret => hmacSha256(secret, `${timestamp}:`, rawBody)),
      );
      return { sentAt };
    },
  };
}
