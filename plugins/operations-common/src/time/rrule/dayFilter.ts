import {
  CivilDate,
  DayNumber,
  civilDate,
  dayNumber,
  daysInMonth,
  daysInYear,
  modulo,
  weekdayOf,
} from '../zone/civil';
import type { RuleParts, WeekdayPart } from './parts';

/** Whether a day passes all BY parts of a rule that name days. */
export type DayFilter = (day: DayNumber) => boolean;

/** The filter of the days of a rule. */
export function dayFilter(parts: RuleParts): DayFilter {
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay } = parts;
  const byMonthOfYear = parts.frequency === 'YEARLY' && byMonth.length === 0;
  const filters: ((day: DayNumber, date: CivilDate) => boolean)[] = [];
  if (byMonth.length > 0) {
    filters.push((_, { month }) => byMonth.includes(month));
  }
  if (byMonthDay.length > 0) {
    filters.push((_, { year, month, day }) =>
      hasPosition(byMonthDay, day, daysInMonth(year, month)),
    );
  }
  if (byYearDay.length > 0) {
    filters.push((day, { year }) =>
      hasPosition(byYearDay, day - dayNumber(year, 1, 1) + 1, daysInYear(year)),
    );
  }
  if (byWeekNo.length > 0) {
    filters.push(day => {
      const { week, weeks } = weekOfYear(day, parts.weekStart);
      return hasPosition(byWeekNo, week, weeks);
    });
  }
  if (byDay.length > 0) {
    filters.push((day, date) => {
      const weekday = weekdayOf(day);
      return byDay.some(
        part =>
          part.weekday === weekday &&
          (part.ordinal === 0 || isNth(part, day, date, byMonthOfYear)),
      );
    });
  }
  return day => {
    const date = civilDate(day);
    return filters.every(passes => passes(day, date));
  };
}

/** Whether a position, counted from 1, or from the end as −1, is in a list. */
function hasPosition(
  list: readonly number[],
  position: number,
  length: number,
): boolean {
  return list.includes(position) || list.includes(position - length - 1);
}

/** Whether a day is the n-th of its weekday in its month, or in its year. */
function isNth(
  { ordinal }: WeekdayPart,
  day: DayNumber,
  { year, month, day: dayOfMonth }: CivilDate,
  ofYear: boolean,
): boolean {
  const position = ofYear ? day - dayNumber(year, 1, 1) + 1 : dayOfMonth;
  const length = ofYear ? daysInYear(year) : daysInMonth(year, month);
  return ordinal > 0
    ? Math.ceil(position / 7) === ordinal
    : Math.ceil((length - position + 1) / 7) === -ordinal;
}

/**
 * Number of the week that a day is in, and how many its year has. The first week of
 * a year is the first with four days in it (RFC 5545, 3.3.10; ISO 8601 for Monday).
 */
export function weekOfYear(
  day: DayNumber,
  weekStart: number,
): { week: number; weeks: number } {
  // The fourth day of a week lies in the year that the week counts to.
  const start = day - modulo(weekdayOf(day) - weekStart, 7);
  const { year } = civilDate(start + 3);
  const first = firstWeek(year, weekStart);
  return {
    week: (start - first) / 7 + 1,
    weeks: (firstWeek(year + 1, weekStart) - first) / 7,
  };
}

/** First day of the first week of a year. */
function firstWeek(year: number, weekStart: number): DayNumber {
  const fourth = dayNumber(year, 1, 4);
  return fourth - modulo(weekdayOf(fourth) - weekStart, 7);
}
