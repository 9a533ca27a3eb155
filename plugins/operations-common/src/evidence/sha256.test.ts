/** @jest-environment node */
import fc from 'fast-check';
import { nodeSha256 } from './__testUtils__/exports';
import { webSha256 } from './sha256';

describe('webSha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('gives the vector of FIPS 180-4 for %j', async (text, expected) => {
    expect(await webSha256(text)).toBe(expected);
    expect(await nodeSha256(text)).toBe(expected);
  });

  it('hashes alike with Node.js, in UTF-8', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async text => {
        expect(await webSha256(text)).toBe(await nodeSha256(text));
      }),
    ));

  it('says why it cannot, in a page without a secure context', async () => {
    Object.defineProperty(globalThis.crypto, 'subtle', {
      value: undefined,
      configurable: true,
    });
    await expect(webSha256('')).rejects.toThrow('open it over HTTPS');
    Reflect.deleteProperty(globalThis.crypto, 'subtle');
    await expect(webSha256('')).resolves.toHaveLength(64);
  });
});
