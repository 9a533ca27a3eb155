type Listener = (now: Date) => void;

interface Subscription {
  listener: Listener;
  intervalMs: number;
  dueAt: number;
}

/**
 * One timer for every clock on the page. All listeners that are due get the
 * same instant in one go, so that React renders once and no two figures on the
 * page disagree about what time it is.
 */
export class Ticker {
  readonly #subscriptions = new Set<Subscription>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls `listener` about every `intervalMs` until the returned function is called. */
  subscribe(intervalMs: number, listener: Listener): () => void {
    const subscription = {
      listener,
      intervalMs,
      dueAt: nextBeat(Date.now(), intervalMs),
    };
    this.#subscriptions.add(subscription);
    this.#schedule();
    return () => {
      this.#subscriptions.delete(subscription);
      this.#schedule();
    };
  }

  #schedule() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#subscriptions.size === 0) return;
    let dueAt = Infinity;
    for (const subscription of this.#subscriptions) {
      dueAt = Math.min(dueAt, subscription.dueAt);
    }
    this.#timer = setTimeout(
      () => this.#tick(),
      Math.max(0, dueAt - Date.now()),
    );
  }

  #tick() {
    const now = new Date();
    for (const subscription of [...this.#subscriptions]) {
      if (subscription.dueAt > now.getTime()) continue;
      subscription.dueAt = nextBeat(now.getTime(), subscription.intervalMs);
      subscription.listener(now);
    }
    this.#schedule();
  }
}

/** Beats fall on whole multiples of the interval: equal intervals beat together. */
function nextBeat(now: number, intervalMs: number): number {
  return (Math.floor(now / intervalMs) + 1) * intervalMs;
}

/** The ticker that all components share. */
export const pageTicker = new Ticker();
