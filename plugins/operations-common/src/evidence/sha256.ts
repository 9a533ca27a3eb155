/**
 * SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. Passed in, so
 * that servers and browsers each use what they have.
 */
export type Sha256 = (text: string) => string | Promise<string>;

/**
 * {@link Sha256} by the Web Crypto API.
 *
 * @throws Error in a browser page that was not loaded over HTTPS or from localhost.
 */
export const webSha256: Sha256 = async text => {
  const { subtle } = globalThis.crypto;
  // Browsers leave it out of insecure contexts, whatever its type says.
  if (subtle === undefined) {
    throw new Error(
      'This page cannot compute SHA-256: open it over HTTPS or from localhost',
    );
  }
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
};
