import { SourceError, isTransient } from '../source';

/** How a reading is tried again: 5 tries or 2 minutes, 1 s doubling to 30 s, full jitter. */
export interface RetryPolicy {
  maxTries: number;
  maxElapsedMs: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxTries: 5,
  maxElapsedMs: 120_000,
  firstDelayMs: 1_000,
  maxDelayMs: 30_000,
};

export interface RetryState {
  /** Tries so far, the failed one included, since the reading last got on. */
  tries: number;
  /** Time since the first of them. */
  elapsedMs: number;
  /** Time that the run has left. */
  remainingMs: number;
  now: Date;
}

/**
 * Milliseconds to wait before try number `tries + 1`, or undefined when there
 * is to be none: the failure will not pass by itself, the tries or the time are
 * used up, or the provider asked for a longer pause than is left. A pause that
 * the provider asked for is kept in full.
 *
 * @param random - uniform in [0, 1), for the full jitter
 */
export function retryDelay(
  policy: RetryPolicy,
  error: SourceError,
  state: RetryState,
  random: () => number,
): number | undefined {
  if (!isTransient(error.kind) || state.tries >= policy.maxTries) {
    return undefined;
  }
  const ceiling = Math.min(
    policy.maxDelayMs,
    policy.firstDelayMs * 2 ** (state.tries - 1),
  );
  const asked = error.retryAt
    ? error.retryAt.getTime() - state.now.getTime()
    : 0;
  const delay = Math.max(random() * ceiling, asked);
  const left = Math.min(
    policy.maxElapsedMs - state.elapsedMs,
    state.remainingMs,
  );
  return delay < left ? delay : undefined;
}
