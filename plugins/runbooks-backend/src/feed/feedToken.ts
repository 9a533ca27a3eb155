import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: nobody guesses one, and its hash needs neither salt nor stretching. */
const TOKEN_BYTES = 32;

/** A new token, fit for a path. */
export function newFeedToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token: its SHA-256, hexadecimal. */
export function feedTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
