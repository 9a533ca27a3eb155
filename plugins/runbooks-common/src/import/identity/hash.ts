import { wordsOf } from '../headings/words';

/**
 * A 64-bit hash of a text as 16 hex digits: two interleaved multiplicative
 * hashes with a final avalanche (the mixing constants are those of MurmurHash3).
 * Not cryptographic; it tells the steps of one document apart.
 */
export function hash64(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x5f356495);
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  low ^= Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b);
  high ^= Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  return [high, low]
    .map(half => (half >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

/** Text as it counts for identity: case, punctuation and spacing do not. */
export function normaliseText(text: string): string {
  return wordsOf(text.normalize('NFKC')).join(' ');
}

/**
 * Identity of a step without explicit id: heading path and text, so that a step
 * keeps it when others around it come and go.
 */
export function stepHash(path: string[], text: string): string {
  const parts = [...path, text].map(normaliseText);
  return hash64(parts.join('\u0000'));
}
