import { unreadable } from '../scheduleError';
import type { DayNumber } from '../zone/civil';
import type { Calendar, CalendarRemark } from './calendar';
import { eventsOf } from './components';
import { readEvent } from './event';
import { Series, coverDays } from './series';

const LONGEST = 2 * 1024 * 1024;
const MOST_EVENTS = 20_000;
const MOST_DAYS = 3_700;

/**
 * A calendar from the text of an iCalendar object (`.ics`, RFC 5545): the days that
 * its events cover as a whole. Rules, EXDATE, RDATE and changed instances of a series
 * count; cancelled events do not. An event that covers no whole day is no holiday and
 * becomes a remark.
 *
 * @throws ScheduleError with the line of what cannot be read.
 */
export function calendarOfIcs(name: string, text: string): Calendar {
  if (text.length > LONGEST) {
    throw unreadable(`The calendar is longer than ${LONGEST} characters`);
  }
  const found = eventsOf(text);
  if (found.length > MOST_EVENTS) {
    throw unreadable(`The calendar has more than ${MOST_EVENTS} events`);
  }
  const all = found.map(readEvent);
  const replaced = new Map<string, DayNumber[]>();
  for (const { uid, replaces } of all) {
    if (uid === undefined || replaces === undefined) continue;
    replaced.set(uid, [...(replaced.get(uid) ?? []), replaces]);
  }
  const remarks: CalendarRemark[] = [];
  const single = new Set<DayNumber>();
  const series: Series[] = [];
  for (const event of all) {
    if (event.isCancelled) continue;
    if (event.length === 0) {
      remarks.push({
        line: event.line,
        message: 'The event covers no whole day, so it is no holiday',
      });
      continue;
    }
    if (event.length > MOST_DAYS) {
      throw unreadable('The event is longer than ten years', event.line);
    }
    if (event.rule) {
      const without = replaced.get(event.uid ?? '') ?? [];
      const isSeries = event.replaces === undefined;
      series.push(new Series(event, event.rule, isSeries ? without : []));
    } else {
      coverDays(single, [event.start, ...event.extra], event.length);
    }
  }
  return {
    name,
    remarks,
    has: day => single.has(day) || series.some(each => each.has(day)),
  };
}
