import { fieldRule } from '../fields/fieldRule';
import type { Reading, ReadingContext } from '../reading';
import { ScheduleError, quoted, unreadable } from '../scheduleError';
import { SECOND } from '../zone/civil';
import { instantsInZone } from '../zone/daylightSaving';
import { zoneOf } from '../zone/zone';
import { cronPattern, parseCronFields } from './cronFields';
import { evenInstants } from './even';

const ZONE_PREFIX = /^(?:CRON_TZ|TZ)=(\S+)\s+/;

/**
 * Unix cron: five fields, six with the seconds first, nicknames, `@every 1h30m`, and
 * a zone in front as `CRON_TZ=Europe/Berlin` or `TZ=`.
 */
export function parseCron(
  expression: string,
  context: ReadingContext,
): Reading {
  const prefix = ZONE_PREFIX.exec(expression);
  const zone = prefix ? zoneOf(prefix[1]) : context.zone;
  const text = prefix ? expression.slice(prefix[0].length) : expression;
  if (/^@every\b/i.test(text)) {
    const interval = goDuration(text.replace(/^@every\s*/i, ''));
    return {
      zone,
      instantsAfter: evenInstants(anchorOf(context, '@every'), interval),
    };
  }
  const rule = fieldRule(cronPattern(parseCronFields(text)));
  return {
    zone,
    instantsAfter: after => instantsInZone(rule, zone, context.policy, after),
  };
}

/** The anchor of an expression that is counted from a beginning, in whole seconds. */
export function anchorOf({ anchor }: ReadingContext, what: string): number {
  if (anchor === undefined) {
    throw new ScheduleError(
      'anchor-needed',
      `${what} is counted from a beginning, which it does not name; give it one`,
    );
  }
  return anchor;
}

const GO_UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Length of a duration of Go such as `1h30m`, in milliseconds. */
function goDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/gy)];
  const length = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * GO_UNITS[unit],
    0,
  );
  const isWhole = parts.map(([part]) => part).join('') === text;
  if (!isWhole || length < SECOND || length % SECOND !== 0) {
    throw unreadable(
      `@every ${quoted(
        text,
      )} is no duration of whole seconds such as 90s, 15m or 1h30m`,
    );
  }
  return length;
}
