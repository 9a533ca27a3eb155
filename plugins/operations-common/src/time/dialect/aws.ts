import { fieldRule } from '../fields/fieldRule';
import type { Reading, ReadingContext } from '../reading';
import { quoted, unreadable } from '../scheduleError';
import { DAY, HOUR, MINUTE } from '../zone/civil';
import { instantsInZone } from '../zone/daylightSaving';
import { parseAwsFields } from './awsFields';
import { anchorOf } from './cron';
import { evenInstants } from './even';
import { parseLocalTime } from './localText';

const UNITS: Record<string, number> = {
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
};

/**
 * Schedule expressions of AWS (EventBridge, Backup, Systems Manager): `cron(...)`
 * with six fields, bare or in brackets, `rate(value unit)` and `at(...)`.
 *
 * A rate is elapsed time: `rate(1 day)` is 24 hours, also when the clocks change.
 */
export function parseAws(expression: string, context: ReadingContext): Reading {
  const call = /^([a-z]+)\s*\((.*)\)$/is.exec(expression);
  const [name, content] = call
    ? [call[1].toLowerCase(), call[2].trim()]
    : ['cron', expression];
  if (name === 'rate') return readRate(content, context);
  if (name === 'at') return readAt(content, context);
  if (name !== 'cron') {
    throw unreadable(
      `${quoted(expression)} is none of cron(...), rate(...) and at(...)`,
    );
  }
  const rule = fieldRule(parseAwsFields(content));
  return {
    zone: context.zone,
    instantsAfter: after =>
      instantsInZone(rule, context.zone, context.policy, after),
  };
}

function readRate(content: string, context: ReadingContext): Reading {
  const match = /^([1-9]\d{0,8})\s+(minute|hour|day)(s?)$/.exec(content);
  if (!match) {
    throw unreadable(
      `rate(${content}) is not a positive number and minutes, hours or days`,
    );
  }
  const [, value, unit, plural] = match;
  if ((value === '1') !== (plural === '')) {
    throw unreadable(
      `rate(${content}) must be rate(${value} ${unit}${
        value === '1' ? '' : 's'
      })`,
    );
  }
  const interval = Number(value) * UNITS[unit];
  return {
    zone: context.zone,
    instantsAfter: evenInstants(anchorOf(context, 'rate(...)'), interval),
  };
}

function readAt(content: string, { zone, policy }: ReadingContext): Reading {
  const time = parseLocalTime(content);
  if (time === undefined) {
    throw unreadable(
      `at(${content}) is no local time such as at(2026-11-20T05:00:00)`,
    );
  }
  const once = {
    from: (start: number) => (time >= start ? [time] : []),
  };
  return {
    zone,
    instantsAfter: after => instantsInZone(once, zone, policy, after),
  };
}
