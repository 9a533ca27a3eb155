import { DateTime } from 'luxon';

/** How fast a source asks a provider, as a token bucket per scope, or per budget that scopes share. */
export interface RateLimit {
  /** Calls that may be made at once, after a rest. */
  capacity: number;
  /** Calls that come back per second. */
  refillPerSecond: number;
}

/** What a provider says about the calls that are left. */
export interface ProviderBudget {
  /** Calls in a full budget, where it is said. */
  limit?: number;
  remaining: number;
  /** When the budget is full again, where it is said. */
  resetsAt?: Date;
}

/** A number this large is an instant (Unix seconds), a smaller one a delay. */
const EARLIEST_INSTANT = 1_000_000_000;
/** A later renewal is taken for a mistake of the provider and cut. */
const LONGEST_WINDOW = { days: 30 };

interface Headers {
  get(name: string): string | null;
}

/**
 * Reads the rate-limit headers of an answer: `x-ratelimit-*` (GitHub and many
 * others; the reset in Unix seconds or as a delay), `ratelimit-*` and the
 * combined `RateLimit` of draft-ietf-httpapi-ratelimit-headers (the reset as a
 * delay). Undefined when there are none or they cannot be read.
 */
export function providerBudgetOf(
  headers: Headers,
  now: Date,
): ProviderBudget | undefined {
  for (const prefix of ['x-ratelimit-', 'ratelimit-']) {
    const remaining = numberOf(headers.get(`${prefix}remaining`));
    if (remaining === undefined) continue;
    return budget(
      {
        limit: numberOf(headers.get(`${prefix}limit`)),
        remaining,
        reset: numberOf(headers.get(`${prefix}reset`)),
      },
      now,
    );
  }
  const combined = headers.get('ratelimit');
  const remaining = parameterOf(combined, 'r', 'remaining');
  if (remaining === undefined) return undefined;
  return budget(
    {
      limit: parameterOf(combined, 'limit'),
      remaining,
      reset: parameterOf(combined, 't', 'reset'),
    },
    now,
  );
}

function budget(
  said: { limit?: number; remaining: number; reset?: number },
  now: Date,
): ProviderBudget {
  return {
    ...(said.limit ? { limit: said.limit } : {}),
    remaining: said.remaining,
    ...(said.reset === undefined ? {} : { resetsAt: instant(said.reset, now) }),
  };
}

function instant(reset: number, now: Date): Date {
  const start = DateTime.fromJSDate(now, { zone: 'utc' });
  const at =
    reset >= EARLIEST_INSTANT
      ? DateTime.fromSeconds(reset, { zone: 'utc' })
      : start.plus({ seconds: reset });
  return DateTime.min(at, start.plus(LONGEST_WINDOW)).toJSDate();
}

/** The number that a header begins with: `100, 100;w=60` is 100. */
function numberOf(text: string | null): number | undefined {
  const digits = /^\s*(\d{1,12})(?:\.\d+)?\s*(?:[,;]|$)/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A parameter of a structured field: `"default";r=50;t=30`, `limit=100, remaining=50, reset=30`. */
function parameterOf(
  text: string | null,
  ...names: string[]
): number | undefined {
  for (const name of names) {
    const found = new RegExp(`(?:^|[;,\\s])${name}=(\\d{1,12})\\b`).exec(
      text ?? '',
    );
    if (found) return Number(found[1]);
  }
  return undefined;
}
