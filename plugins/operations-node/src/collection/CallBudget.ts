import { RateBudget } from '@opsdeck/backstage-plugin-operations-common';
import { ProviderBudget, RateLimit } from '../source';

/** An observation that lies this far ahead of the clock was made before it was set back. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** What is kept of a budget between two calls. */
export interface BudgetState {
  /** The token bucket, where the source limits itself; negative while calls are owed. */
  bucket?: { tokens: number; at: Date };
  /** What the provider said last. */
  provider?: ProviderBudget & { observedAt: Date };
}

/**
 * How many calls may be made: the source's own token bucket, and what the
 * provider says is left. It counts only; `BudgetStore` keeps it for every replica.
 */
export class CallBudget {
  readonly #limit: RateLimit | undefined;
  #bucket: { tokens: number; at: Date } | undefined;
  #provider: (ProviderBudget & { observedAt: Date }) | undefined;

  constructor(limit: RateLimit | undefined, state: BudgetState, now: Date) {
    this.#limit = limit;
    this.#bucket = limit
      ? state.bucket ?? { tokens: limit.capacity, at: now }
      : undefined;
    this.#provider = state.provider;
  }

  /**
   * Spends one call and answers from when on it may go out: `now`, or later
   * when it is only paid for by then. A call that is not made after all is
   * given back by {@link giveBack}.
   */
  spend(now: Date): Date {
    this.#refill(now);
    this.#add(-1);
    let at = now.getTime();
    if (this.#bucket && this.#limit && this.#bucket.tokens < 0) {
      const owed = -this.#bucket.tokens;
      at += Math.ceil((owed / this.#limit.refillPerSecond) * 1_000);
    }
    if (this.#provider?.resetsAt && this.#provider.remaining < 0) {
      at = Math.max(at, this.#provider.resetsAt.getTime());
    }
    return new Date(at);
  }

  giveBack(): void {
    this.#add(1);
  }

  /** What the answer to the latest call says. */
  observe(budget: ProviderBudget, now: Date): void {
    this.#provider = { ...budget, observedAt: now };
  }

  state(): BudgetState {
    return { bucket: this.#bucket, provider: this.#provider };
  }

  #add(calls: number): void {
    if (this.#bucket) {
      const { tokens, at } = this.#bucket;
      this.#bucket = { tokens: tokens + calls, at };
    }
    if (this.#provider) {
      const { remaining } = this.#provider;
      this.#provider = { ...this.#provider, remaining: remaining + calls };
    }
  }

  #refill(now: Date): void {
    if (this.#limit && this.#bucket) {
      // After a clock was set back nothing comes back, and nothing is lost.
      const elapsedMs = Math.max(0, now.getTime() - this.#bucket.at.getTime());
      this.#bucket = {
        tokens: Math.min(
          this.#limit.capacity,
          this.#bucket.tokens +
            (elapsedMs / 1_000) * this.#limit.refillPerSecond,
        ),
        at: now,
      };
    }
    if (this.#provider && isOver(this.#provider, now)) {
      this.#provider = undefined;
    }
  }
}

/** What was said holds until the budget is renewed. */
function isOver(
  { resetsAt, observedAt }: ProviderBudget & { observedAt: Date },
  now: Date,
): boolean {
  return (
    (resetsAt !== undefined && resetsAt <= now) ||
    observedAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS
  );
}

/**
 * The budget for people: what the provider says goes before our own limit. Null
 * where nothing limits; a bucket from which nobody has spent yet is full.
 */
export function rateBudgetOf(
  limit: RateLimit | undefined,
  { provider, ...state }: BudgetState,
  now: Date,
): RateBudget | null {
  if (provider) {
    return {
      toldBy: 'provider',
      limit: provider.limit ?? null,
      remaining: Math.max(0, provider.remaining),
      resetsAt: provider.resetsAt?.toISOString() ?? null,
      observedAt: provider.observedAt.toISOString(),
    };
  }
  if (!limit) return null;
  const bucket = state.bucket ?? { tokens: limit.capacity, at: now };
  const missing = limit.capacity - bucket.tokens;
  const fullAt =
    bucket.at.getTime() + (missing / limit.refillPerSecond) * 1_000;
  return {
    toldBy: 'source',
    limit: limit.capacity,
    remaining: Math.max(0, Math.floor(bucket.tokens)),
    resetsAt: new Date(fullAt).toISOString(),
    observedAt: bucket.at.toISOString(),
  };
}
