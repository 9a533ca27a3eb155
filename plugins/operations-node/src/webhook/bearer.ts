import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an `Authorization` header carries one of the tokens. Compares in
 * constant time, whatever the lengths; several tokens allow rotation.
 */
export function carriesBearerToken(
  header: string | undefined,
  tokens: readonly string[],
): boolean {
  const given = /^Bearer ([^\s]+)$/i.exec(header ?? '')?.[1];
  if (!given) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const givenDigest = digest(given);
  // No early exit: the time must not tell which token came close.
  return tokens.reduce(
    (found, token) => timingSafeEqual(digest(token), givenDigest) || found,
    false,
  );
}
