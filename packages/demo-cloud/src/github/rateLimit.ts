import { HOUR, SECOND } from '../world/time';
import { rateLimitExceeded } from './errors';

/** The primary rate limit of one token: so many requests in each hour from the first one. */
export class RateLimit {
  #used = 0;
  #resets = 0;

  constructor(private readonly limit: number) {}

  /**
   * Makes sure that there is a request left.
   *
   * @throws GithubError when there is none.
   */
  check(now: number): void {
    if (this.state(now).remaining <= 0) {
      throw rateLimitExceeded();
    }
  }

  /** Counts one request. */
  count(): void {
    this.#used++;
  }

  /** How it stands at an instant; `reset` is in seconds since the epoch. */
  state(now: number) {
    if (now >= this.#resets) {
      this.#used = 0;
      this.#resets = now + HOUR;
    }
    return {
      limit: this.limit,
      remaining: this.limit - this.#used,
      reset: Math.ceil(this.#resets / SECOND),
      used: this.#used,
      resource: 'core',
    };
  }

  /** The `x-ratelimit-*` headers of an answer. */
  headers(now: number): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.state(now)).map(([name, value]) => [
        `x-ratelimit-${name}`,
        String(value),
      ]),
    );
  }
}
