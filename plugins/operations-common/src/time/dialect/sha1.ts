const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

/**
 * SHA-1 of a text in UTF-8 (FIPS 180-4) as 20 bytes. Only for what others derive
 * with it: it does not withstand forgery. The platform's own is asynchronous.
 */
export function sha1(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let offset = 0; offset < padded.length; offset += 64) {
    state = mix(state, view, offset);
  }
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((word, index) => digest.setUint32(index * 4, word));
  return new Uint8Array(digest.buffer);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function mix(state: number[], view: DataView, offset: number): number[] {
  const words = Array.from({ length: 16 }, (_, n) =>
    view.getUint32(offset + n * 4),
  );
  for (let n = 16; n < 80; n++) {
    words.push(
      rotate(words[n - 3] ^ words[n - 8] ^ words[n - 14] ^ words[n - 16], 1),
    );
  }
  let [a, b, c, d, e] = state;
  for (let n = 0; n < 80; n++) {
    const round = Math.floor(n / 20);
    const next =
      (rotate(a, 5) +
        choose(round, b, c, d) +
        e +
        CONSTANTS[round] +
        words[n]) |
      0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  return [a, b, c, d, e].map((word, index) => (word + state[index]) >>> 0);
}

function choose(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 2) return (b & c) | (b & d) | (c & d);
  return b ^ c ^ d;
}
