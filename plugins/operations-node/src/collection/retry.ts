import { SourceError, isTransient, toSourceError } from '../source';

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

/**
 * Milliseconds to wait before try number `tries + 1`, or undefined when there
 * is to be none: the failure will not pass by itself, the tries or the time are
 * used up, or the provider asked for a longer pause than is left.
 *
 * @param random - uniform in [0, 1), for the full jitter
 */
export function retryDelay(
  policy: RetryPolicy,
  error: SourceError,
  state: { tries: number; elapsedMs: number; now: Date },
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
  return state.elapsedMs + delay > policy.maxElapsedMs ? undefined : delay;
}

/** Waits, or rejects with a timeout as soon as the signal fires. */
export function abortableDelay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(toSourceError(signal.reason));
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(toSourceError(signal.reason));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
