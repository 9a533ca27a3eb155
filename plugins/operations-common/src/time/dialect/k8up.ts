import type { Reading, ReadingContext } from '../reading';
import { ScheduleError, quoted } from '../scheduleError';
import { parseCron } from './cron';
import { sha1 } from './sha1';

/**
 * Schedules of K8up: Unix cron, and `@hourly-random` to `@yearly-random`, whose times
 * follow from the seed `namespace/name@type`, such as `shop/nightly@backup`.
 *
 * Source: `randomizeSchedule` in K8up's schedule controller: the SHA-1 of the seed as
 * one number, modulo 60 for the minute, 24 for the hour, 27 (from 1) for the day of
 * month, 12 (from 1) for the month, and 6 for the weekday, which is never Saturday.
 */
export function parseK8up(
  expression: string,
  context: ReadingContext,
): Reading {
  if (!/-random$/i.test(expression)) return parseCron(expression, context);
  if (context.seed === undefined) {
    throw new ScheduleError(
      'seed-needed',
      `${quoted(
        expression,
      )} needs a seed: namespace/name@type of the schedule, such as shop/nightly@backup`,
    );
  }
  return parseCron(effectiveSchedule(expression, context.seed), context);
}

/**
 * The cron expression that K8up makes of a random schedule.
 *
 * @throws ScheduleError when it is none.
 */
export function effectiveSchedule(expression: string, seed: string): string {
  const digest = sha1(seed);
  const minute = remainder(digest, 60);
  const hour = remainder(digest, 24);
  const day = remainder(digest, 27) + 1;
  switch (expression.toLowerCase()) {
    case '@hourly-random':
      return `${minute} * * * *`;
    case '@daily-random':
      return `${minute} ${hour} * * *`;
    case '@weekly-random':
      return `${minute} ${hour} * * ${remainder(digest, 6)}`;
    case '@monthly-random':
      return `${minute} ${hour} ${day} * *`;
    case '@yearly-random':
    case '@annually-random':
      return `${minute} ${hour} ${day} ${remainder(digest, 12) + 1} *`;
    default:
      throw new ScheduleError(
        'unreadable',
        `${quoted(
          expression,
        )} is none of @hourly-random, @daily-random, @weekly-random, @monthly-random and @yearly-random`,
      );
  }
}

/** Remainder of a number of many bytes, the most significant first. */
function remainder(bytes: Uint8Array, divisor: number): number {
  return bytes.reduce((rest, byte) => (rest * 256 + byte) % divisor, 0);
}
