import { quoted, unreadable } from '../scheduleError';
import { dayOfIsoDate } from '../zone/civil';

/** Days that are special, such as public holidays or a change freeze. */
export interface Calendar {
  readonly name: string;
  /** Whether a day is one of them; a day is its number from 1970-01-01. */
  has(day: number): boolean;
  /** What of its source does not count, for people to look at. */
  readonly remarks: readonly CalendarRemark[];
}

/** Something in a calendar that was left out, and why. */
export interface CalendarRemark {
  /** 1-based line of the source. */
  line: number;
  message: string;
}

/**
 * A calendar of named dates `yyyy-mm-dd`.
 *
 * @throws ScheduleError when one of them is no date that exists.
 */
export function calendarOfDates(
  name: string,
  dates: readonly string[],
): Calendar {
  const days = new Set(
    dates.map(date => {
      const day = dayOfIsoDate(date.trim());
      if (day === undefined) {
        throw unreadable(
          `${quoted(date)} in the calendar ${quoted(
            name,
          )} is no date such as 2026-12-25`,
        );
      }
      return day;
    }),
  );
  return { name, has: day => days.has(day), remarks: [] };
}
