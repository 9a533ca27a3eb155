import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DeliveryRefusedError, WebhookHeaders } from './SignatureScheme';

/** The clocks of sender and receiver may differ by this much, as Slack and Standard Webhooks have it. */
export const TOLERANCE_MS = 5 * 60_000;

/**
 * The one value of a header. A repeated one is refused: which of them a proxy
 * before us has looked at, nobody can tell.
 *
 * @throws DeliveryRefusedError
 */
export function onlyHeader(headers: WebhookHeaders, name: string): string {
  const values = headers[name] ?? [];
  if (values.length > 1) throw new DeliveryRefusedError('repeated-header');
  const value = values[0]?.trim();
  if (!value) throw new DeliveryRefusedError('missing-header');
  return value;
}

/** HMAC-SHA256 over the parts, one after the other (RFC 2104). */
export function hmacSha256(
  secret: string | Buffer,
  ...parts: (string | Buffer)[]
): Buffer {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Bytes of a SHA-256 in hexadecimal, in either case; undefined when it is none. */
export function hexDigest(text: string): Buffer | undefined {
  return /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** Bytes of a SHA-256 in padded base64; undefined when it is none. */
export function base64Digest(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Node skips what is no base64: only the very same text is a digest.
  return bytes.length === 32 && bytes.toString('base64') === text
    ? bytes
    : undefined;
}

/**
 * Whether any of the values given equals any of those expected. Takes the same
 * time wherever they differ, whatever their lengths and whichever of them
 * matches.
 */
export function anyEqual(
  given: readonly (string | Buffer)[],
  expected: readonly (string | Buffer)[],
): boolean {
  const digest = (value: string | Buffer) =>
    createHash('sha256').update(value).digest();
  const givenDigests = given.map(digest);
  // No early exit: the time must not tell which value came close.
  return expected
    .map(digest)
    .flatMap(each => givenDigests.map(other => timingSafeEqual(each, other)))
    .reduce((found, equal) => equal || found, false);
}

/** @throws DeliveryRefusedError unless a signature given is one of those expected. */
export function requireSignature(
  given: readonly Buffer[],
  expected: readonly Buffer[],
): void {
  if (!anyEqual(given, expected)) {
    throw new DeliveryRefusedError('wrong-signature');
  }
}

/**
 * The instant that a header names in Unix seconds.
 *
 * @throws DeliveryRefusedError unless it is a plain number and within the window.
 */
export function unixTime(text: string, now: Date): Date {
  if (!/^\d{1,11}$/.test(text)) {
    throw new DeliveryRefusedError('malformed-header');
  }
  const at = new Date(Number(text) * 1000);
  requireWindow(at, now);
  return at;
}

/**
 * @param pastMs - how long ago the delivery may have been signed; ahead it may
 * be by {@link TOLERANCE_MS}
 * @throws DeliveryRefusedError when it was signed outside of that
 */
export function requireWindow(
  at: Date,
  now: Date,
  pastMs: number = TOLERANCE_MS,
): void {
  const ageMs = now.getTime() - at.getTime();
  if (ageMs > pastMs) throw new DeliveryRefusedError('too-old');
  if (ageMs < -TOLERANCE_MS) throw new DeliveryRefusedError('from-the-future');
}

/** What follows a prefix such as `sha256=`; undefined without the prefix. */
export function afterPrefix(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
