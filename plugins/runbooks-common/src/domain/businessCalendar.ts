import {
  Calendar,
  CalendarRemark,
  calendarOfDates,
  calendarOfIcs,
  weekdayOf,
} from '@opsdeck/backstage-plugin-operations-common';

/** What a named calendar of the configuration consists of; its days are those of all parts. */
export interface CalendarParts {
  name: string;
  /** Dates `yyyy-mm-dd`. */
  dates?: readonly string[];
  /** Weekdays that are holidays, 0 for Sunday. */
  weekdays?: readonly number[];
  /** Text of an iCalendar object (RFC 5545); null while it was never read. */
  ics?: string | null;
}

/**
 * A named calendar: its dates, its weekdays and the whole days of its `.ics` file.
 *
 * @throws ScheduleError with what cannot be read, and the line of the `.ics` text.
 */
export function businessCalendar(parts: CalendarParts): Calendar {
  const { name, dates = [], weekdays = [], ics } = parts;
  const calendars = [
    calendarOfDates(name, dates),
    ...(typeof ics === 'string' ? [calendarOfIcs(name, ics)] : []),
  ];
  const remarks: CalendarRemark[] = calendars.flatMap(each => each.remarks);
  return {
    name,
    remarks,
    has: day =>
      weekdays.includes(weekdayOf(day)) ||
      calendars.some(calendar => calendar.has(day)),
  };
}
