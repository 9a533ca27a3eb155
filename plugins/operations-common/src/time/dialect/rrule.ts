import type { Reading, ReadingContext } from '../reading';
import { ContentLine, contentLines } from '../rrule/contentLine';
import { DateValue, dateValues } from '../rrule/dateValue';
import { RuleParts, parseRuleParts } from '../rrule/parts';
import { setInstants } from '../rrule/recurrenceSet';
import { ScheduleError, quoted, unreadable } from '../scheduleError';
import { LocalTime, SECOND } from '../zone/civil';
import { instantOf } from '../zone/daylightSaving';
import { Zone, localTimeAt } from '../zone/zone';
import { anchorOf } from './cron';

const KNOWN = ['DTSTART', 'RRULE', 'EXDATE', 'RDATE'];

/**
 * Recurrences of iCalendar (RFC 5545): an RRULE with or without `RRULE:` in front,
 * and DTSTART, EXDATE and RDATE on lines of their own, which may also be parted by
 * the two characters `\n`. A DTSTART that the rule does not meet is no occurrence.
 */
export function parseRrule(
  expression: string,
  context: ReadingContext,
): Reading {
  const lines = contentLines(
    expression
      .replace(/\\r\\n|\\n/g, '\n')
      .replace(/^(?=[A-Za-z-]+=)/gm, 'RRULE:'),
  );
  const foreign = lines.find(({ name }) => !KNOWN.includes(name));
  if (foreign) {
    throw unreadable(
      `${quoted(foreign.name)} is none of ${KNOWN.join(', ')}`,
      foreign.line,
    );
  }
  const start = startOf(lines, context);
  const rule = ruleOf(lines, start);
  const instantsOfLines = (name: string) =>
    lines
      .filter(line => line.name === name)
      .flatMap(line =>
        dateValues(line).map(value => toInstant(value, line, start)),
      );
  const extra = instantsOfLines('RDATE');
  if (
    !rule &&
    extra.length === 0 &&
    !lines.some(each => each.name === 'DTSTART')
  ) {
    throw unreadable('There is neither an RRULE nor an RDATE');
  }
  if (!rule) extra.push(instantOf(start.zone, start.time));
  return {
    zone: start.zone,
    instantsAfter: setInstants(
      {
        zone: start.zone,
        start: start.time,
        rule,
        without: new Set(instantsOfLines('EXDATE')),
        extra: [...new Set(extra)].sort((a, b) => a - b),
      },
      context.policy,
    ),
  };
}

interface Start {
  time: LocalTime;
  zone: Zone;
  isDate: boolean;
}

/** Where the set begins: DTSTART, or the anchor in whole seconds. */
function startOf(
  lines: readonly ContentLine[],
  context: ReadingContext,
): Start {
  const [first, second] = lines.filter(({ name }) => name === 'DTSTART');
  if (second) throw unreadable('DTSTART is there twice', second.line);
  if (!first) {
    const anchor = anchorOf(context, 'An RRULE without DTSTART');
    const whole = Math.floor(anchor / SECOND) * SECOND;
    return {
      time: localTimeAt(context.zone, whole),
      zone: context.zone,
      isDate: false,
    };
  }
  const [value, ...others] = dateValues(first);
  if (others.length > 0) throw unreadable('DTSTART is one time', first.line);
  return { ...value, zone: value.zone ?? context.zone };
}

function ruleOf(
  lines: readonly ContentLine[],
  start: Start,
): RuleParts | undefined {
  const [line, second] = lines.filter(({ name }) => name === 'RRULE');
  if (second) {
    throw unreadable(
      'RRULE is there twice; RFC 5545 leaves open what that means',
      second.line,
    );
  }
  if (!line) return undefined;
  const rule = onLine(line.line, () => parseRuleParts(line.value));
  const { until } = rule;
  if (until?.kind === 'date' && !start.isDate) {
    throw unreadable(
      'UNTIL is a date, but the rule begins at a time, so it is open whether its last day counts; write UNTIL with a time',
      line.line,
    );
  }
  return rule;
}

function onLine<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ScheduleError(error.reason, error.message, line);
  }
}

/** The instant of an EXDATE or RDATE; floating ones are in the zone of the start. */
function toInstant(value: DateValue, line: ContentLine, start: Start): number {
  if (value.isDate !== start.isDate) {
    throw unreadable(
      `${line.name} is a ${value.isDate ? 'date' : 'time'}, but DTSTART is a ${
        start.isDate ? 'date' : 'time'
      }`,
      line.line,
    );
  }
  return instantOf(value.zone ?? start.zone, value.time);
}
