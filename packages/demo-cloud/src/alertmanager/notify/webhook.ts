import { setTimeout as sleep } from 'node:timers/promises';
import { WebhookMessage } from './payload';

/** Where notifications go. */
export interface WebhookTarget {
  url: string;
  /** Sent as `Authorization: Bearer <token>`. */
  token?: string;
}

/** First pause between two tries, its growth and its limit, in ms. */
const FIRST_PAUSE_MS = 500;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Posts a message. Tries again only after a network error or a 5xx answer, until the signal ends it: any other answer is
 * final, 429 included, as in Alertmanager. Rejects when the message was not delivered.
 */
export async function postWebhook(
  target: WebhookTarget,
  message: WebhookMessage,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const failure = await tryOnce(target, message, signal);
    if (!failure) {
      return;
    }
    if (failure.final || signal.aborted) {
      throw new Error(failure.reason);
    }
    try {
      await sleep(pauseMs, undefined, { signal });
    } catch {
      throw new Error(`gave up: ${failure.reason}`);
    }
    pauseMs = Math.min(pauseMs * GROWTH, LONGEST_PAUSE_MS);
  }
}

async function tryOnce(
  { url, token }: WebhookTarget,
  message: WebhookMessage,
  signal: AbortSignal,
): Promise<{ reason: string; final: boolean } | undefined> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Alertmanager/0.25.0',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(message),
      redirect: 'follow',
      signal,
    });
    await response.arrayBuffer();
  } catch (error) {
    return { reason: `Post "${url}": ${error}`, final: false };
  }
  return response.ok
    ? undefined
    : {
        reason: `unexpected status code ${response.status}: ${url}`,
        final: response.status < 500,
      };
}
