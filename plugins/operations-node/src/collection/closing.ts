import { setTimeout as sleep } from 'node:timers/promises';
import { StaleLeaseError } from './errors';
import { RetryPolicy } from './retry';

/** How the end of a run is written down again when the database was away. */
export type ClosingPolicy = Pick<
  RetryPolicy,
  'maxTries' | 'firstDelayMs' | 'maxDelayMs'
>;

/** Again and again, for as long as the lease lasts. */
export const CLOSING_POLICY: ClosingPolicy = {
  maxTries: Infinity,
  firstDelayMs: 250,
  maxDelayMs: 2_000,
};

export interface ClosingOptions {
  policy: ClosingPolicy;
  clock: () => Date;
  leaseEndsAt: Date;
  /** Called when it does not work at once. */
  onFailure: (error: unknown) => void;
}

/**
 * Does what gives a scope back. The database may be away just then: it is tried
 * again while the lease lasts, so that the scope is free as soon as the database
 * is back, not only when the lease has run out. Safe to do twice, as when only
 * the answer was lost.
 *
 * @throws StaleLeaseError when a later run holds the scope; else the last error.
 */
export async function closeWithin(
  write: () => Promise<void>,
  { policy, clock, leaseEndsAt, onFailure }: ClosingOptions,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await write();
      return;
    } catch (error) {
      const delayMs = Math.min(
        policy.maxDelayMs,
        policy.firstDelayMs * 2 ** (tries - 1),
      );
      const isOver = clock().getTime() + delayMs >= leaseEndsAt.getTime();
      if (error instanceof StaleLeaseError || isOver) throw error;
      if (tries >= policy.maxTries) throw error;
      if (tries === 1) onFailure(error);
      await sleep(delayMs);
    }
  }
}
