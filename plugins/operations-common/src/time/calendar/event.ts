import { ContentLine } from '../rrule/contentLine';
import { DateValue, dateValues } from '../rrule/dateValue';
import { RuleParts, parseRuleParts } from '../rrule/parts';
import { ScheduleError, unreadable } from '../scheduleError';
import { DAY, DayNumber, LocalTime, dayOf } from '../zone/civil';
import { Duration } from 'luxon';
import type { EventLines } from './components';

/** An event as far as whole days go; days are numbers from 1970-01-01. */
export interface DayEvent {
  line: number;
  uid: string | undefined;
  start: DayNumber;
  /** Days that it covers as a whole; 0 when it covers none. */
  length: number;
  rule: RuleParts | undefined;
  extra: DayNumber[];
  without: DayNumber[];
  /** The day of the series that this event stands for. */
  replaces: DayNumber | undefined;
  isCancelled: boolean;
}

/**
 * Reads an event. An event with times covers the days from the midnight at or after
 * its start to the midnight at or before its end, by the clocks of its own zone.
 *
 * @throws ScheduleError with the line, when a date or the rule is wrong.
 */
export function readEvent({ line, lines }: EventLines): DayEvent {
  const all = (name: string) => lines.filter(each => each.name === name);
  const one = (name: string) => {
    const [first, second] = all(name);
    if (second) throw unreadable(`${name} is there twice`, second.line);
    return first;
  };
  const value = (name: string) => {
    const found = one(name);
    return found && dateValues(found)[0];
  };
  const start = value('DTSTART');
  if (!start) throw unreadable('The event has no DTSTART', line);
  const end = endOf(start, value('DTEND'), one('DURATION'), line);
  const first = Math.ceil(start.time / DAY);
  const days = (name: string) =>
    all(name).flatMap(each => dateValues(each).map(day => dayOf(day.time)));
  const shift = first - dayOf(start.time);
  const recurrence = value('RECURRENCE-ID');
  return {
    line,
    uid: one('UID')?.value,
    start: first,
    length: Math.max(0, Math.floor(end / DAY) - first),
    rule: ruleOf(one('RRULE')),
    extra: days('RDATE').map(day => day + shift),
    without: days('EXDATE').map(day => day + shift),
    replaces: recurrence && dayOf(recurrence.time) + shift,
    isCancelled: one('STATUS')?.value.toUpperCase() === 'CANCELLED',
  };
}

/** Local end of an event; a date without an end lasts its day (RFC 5545, 3.6.1). */
function endOf(
  start: DateValue,
  end: DateValue | undefined,
  duration: ContentLine | undefined,
  line: number,
): LocalTime {
  if (end) {
    if (end.isDate !== start.isDate || end.time < start.time) {
      throw unreadable('DTEND does not come after DTSTART', line);
    }
    return end.time;
  }
  if (duration) {
    const length = Duration.fromISO(duration.value);
    if (!length.isValid || length.toMillis() < 0) {
      throw unreadable(
        `DURATION ${duration.value} is no duration such as P1D`,
        duration.line,
      );
    }
    return start.time + length.toMillis();
  }
  return start.isDate ? start.time + DAY : start.time;
}

function ruleOf(line: ContentLine | undefined): RuleParts | undefined {
  if (!line) return undefined;
  try {
    const rule = parseRuleParts(line.value);
    if (['HOURLY', 'MINUTELY', 'SECONDLY'].includes(rule.frequency)) {
      throw unreadable(`FREQ=${rule.frequency} makes no days`);
    }
    return rule;
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ScheduleError(error.reason, error.message, line.line);
  }
}
