import { createHash } from 'node:crypto';

/** A part of the key of a random draw. */
export type KeyPart = string | number;

/**
 * A draw in [0, 1) that depends on its key alone, so that the same seed always tells the same story.
 * The mixing is cyrb53, a public-domain 53-bit string hash: fast, well spread, not for secrets.
 */
export function draw(...key: KeyPart[]): number {
  const text = key.join('\u001f');
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507);
  high ^= Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507);
  low ^= Math.imul(high ^ (high >>> 13), 3266489909);
  return ((low >>> 0) * 2 ** 21 + ((high >>> 0) >>> 11)) / 2 ** 53;
}

/** A draw between two bounds. */
export function drawBetween(
  from: number,
  to: number,
  ...key: KeyPart[]
): number {
  return from + (to - from) * draw(...key);
}

/** A whole number from `from` to `to`, both included. */
export function drawInteger(
  from: number,
  to: number,
  ...key: KeyPart[]
): number {
  return from + Math.floor((to - from + 1) * draw(...key));
}

/** One of the given choices. */
export function drawOne<T>(choices: readonly T[], ...key: KeyPart[]): T {
  return choices[Math.floor(choices.length * draw(...key))];
}

/** Hexadecimal digits that depend on the key alone: commit hashes (40) and image digests (64). */
export function drawHex(digits: 40 | 64, ...key: KeyPart[]): string {
  return createHash(digits === 40 ? 'sha1' : 'sha256')
    .update(key.join('\u001f'))
    .digest('hex');
}
