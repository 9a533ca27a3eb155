/** How processing is tried again: five tries, with 1, 2, 4 and 8 seconds between them. */
export const DELIVERY_RETRY = {
  maxTries: 5,
  firstDelayMs: 1_000,
  maxDelayMs: 60_000,
};

/**
 * Milliseconds to wait before the next try, or undefined when there is to be
 * none.
 *
 * @param tries - so far, the failed one included
 */
export function deliveryRetryDelay(
  tries: number,
  policy = DELIVERY_RETRY,
): number | undefined {
  if (tries >= policy.maxTries) return undefined;
  return Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (tries - 1));
}
