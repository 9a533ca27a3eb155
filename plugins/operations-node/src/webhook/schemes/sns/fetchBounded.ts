/** As much of `fetch` as is needed here; tests bring their own. */
export type FetchLike = (
  url: string,
  init: { signal: AbortSignal; redirect: 'error' },
) => Promise<Response>;

export interface FetchBounds {
  timeoutMs: number;
  maxBytes: number;
  signal?: AbortSignal;
}

/**
 * The body of a small resource. Follows no redirect.
 *
 * @throws Error when the answer is no success, is too large or takes too long.
 */
export async function fetchBounded(
  fetch: FetchLike,
  url: string,
  { timeoutMs, maxBytes, signal }: FetchBounds,
): Promise<string> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    redirect: 'error',
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`HTTP ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
