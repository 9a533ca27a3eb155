/** Senders that are remembered; the one that was quiet the longest is forgotten first. */
const MAX_KEYS = 10_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * A token bucket for each sender, in the memory of one process: it keeps a flood away
 * from the database, and promises nothing over several replicas.
 */
export class RateLimit {
  readonly #burst: number;
  readonly #perMs: number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param options - so many requests at once, and so many in each minute after that. */
  constructor(options: { burst: number; perMinute: number }) {
    this.#burst = options.burst;
    this.#perMs = options.perMinute / 60_000;
  }

  /** 0 when the request may go on, else after how many seconds to come again. */
  take(key: string, now: Date): number {
    const at = now.getTime();
    const { tokens, filledAt } = this.#buckets.get(key) ?? {
      tokens: this.#burst,
      filledAt: at,
    };
    // A clock that is set back fills nothing.
    const gained = Math.max(0, at - filledAt) * this.#perMs;
    const filled = Math.min(this.#burst, tokens + gained);
    const mayGo = filled >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, {
      tokens: mayGo ? filled - 1 : filled,
      filledAt: at,
    });
    if (this.#buckets.size > MAX_KEYS) {
      const [quietest] = this.#buckets.keys();
      this.#buckets.delete(quietest);
    }
    return mayGo ? 0 : Math.ceil((1 - filled) / this.#perMs / 1_000);
  }
}
