import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { circuitPauseMs } from './circuit';

/** After a failure a scope is tried again this soon, however long its cadence is. */
const AFTER_FAILURE_MS = 5 * 60_000;

/**
 * When a scope is read next after a success: one cadence after the start of the
 * reading, up to a tenth earlier at random so that scopes spread out.
 *
 * @param random - uniform in [0, 1)
 */
export function dueAfterSuccess(
  startedAt: Date,
  cadence: string,
  random: () => number,
): Date {
  const due = DateTime.fromJSDate(startedAt, { zone: 'utc' }).plus(
    parseDuration(cadence),
  );
  const jitterMs = (due.toMillis() - startedAt.getTime()) * 0.1 * random();
  return new Date(due.toMillis() - jitterMs);
}

/**
 * When a scope is read next after a failure: after one cadence or five minutes,
 * whichever is sooner, but not before the circuit's pause is over and not
 * before the provider wants to be asked again.
 *
 * @param consecutiveFailures - this one included
 */
export function dueAfterFailure(
  failedAt: Date,
  options: {
    cadence: string;
    consecutiveFailures: number;
    retryAt?: Date;
    random: () => number;
  },
): { dueAt: Date; circuitOpenUntil?: Date } {
  const now = failedAt.getTime();
  const pauseMs = circuitPauseMs(options.consecutiveFailures);
  const usual = dueAfterSuccess(failedAt, options.cadence, options.random);
  const dueAt = Math.max(
    Math.min(usual.getTime(), now + AFTER_FAILURE_MS),
    now + pauseMs,
    options.retryAt?.getTime() ?? 0,
  );
  return {
    dueAt: new Date(dueAt),
    circuitOpenUntil: pauseMs > 0 ? new Date(now + pauseMs) : undefined,
  };
}
