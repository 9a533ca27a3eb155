import {
  DayNumber,
  LAST_YEAR,
  civilDate,
  dayNumber,
  daysInMonth,
  daysInYear,
  modulo,
  weekdayOf,
} from '../zone/civil';
import type { RuleParts } from './parts';

/** The years, months, weeks or days that a rule goes through, counted from its start. */
export interface Periods {
  /** Number of the period that a day is in; 0 for that of the start. */
  indexOf(day: DayNumber): number;
  /** First day and number of days of a period; undefined after the year 9999. */
  at(index: number): { start: DayNumber; length: number } | undefined;
  /** After how many periods the calendar looks the same again. */
  cycle: number;
}

const END = dayNumber(LAST_YEAR + 1, 1, 1);

/** Periods of a rule with a frequency of a day or more. */
export function periodsOf(
  { frequency, weekStart }: RuleParts,
  start: DayNumber,
): Periods {
  const { year, month } = civilDate(start);
  if (frequency === 'YEARLY') {
    return {
      indexOf: day => civilDate(day).year - year,
      at: index => period(year + index, 1, daysInYear(year + index)),
      cycle: 400,
    };
  }
  if (frequency === 'MONTHLY') {
    const first = year * 12 + month - 1;
    return {
      indexOf: day => {
        const date = civilDate(day);
        return date.year * 12 + date.month - 1 - first;
      },
      at: index => {
        const [inYear, inMonth] = [
          Math.floor((first + index) / 12),
          ((first + index) % 12) + 1,
        ];
        return period(inYear, inMonth, daysInMonth(inYear, inMonth));
      },
      cycle: 4_800,
    };
  }
  const length = frequency === 'WEEKLY' ? 7 : 1;
  const first =
    length === 7 ? start - modulo(weekdayOf(start) - weekStart, 7) : start;
  return {
    indexOf: day => Math.floor((day - first) / length),
    at: index => {
      const day = first + index * length;
      return day < END ? { start: day, length } : undefined;
    },
    cycle: 146_097 / length,
  };
}

function period(
  year: number,
  month: number,
  length: number,
): { start: DayNumber; length: number } | undefined {
  return year > LAST_YEAR
    ? undefined
    : { start: dayNumber(year, month, 1), length };
}
