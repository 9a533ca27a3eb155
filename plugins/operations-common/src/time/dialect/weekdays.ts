import { WEEKDAY_NAMES } from '../fields/field';
import { fieldRule } from '../fields/fieldRule';
import { dayNumber, daysInMonth, weekdayOf } from '../zone/civil';
import type { LocalRule } from '../zone/daylightSaving';

const FULL_NAMES = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
];

/** Number of an English weekday, 0 for Sunday; undefined when it is none. */
export function weekdayOfName(name: string): number | undefined {
  const upper = name.toUpperCase();
  const index = Math.max(
    WEEKDAY_NAMES.indexOf(upper),
    FULL_NAMES.indexOf(upper),
  );
  return index < 0 ? undefined : index;
}

/** A time of day on one weekday (0 for Sunday), or on every day for null. */
export function weeklyRule(
  weekday: number | null,
  hour: number,
  minute: number,
): LocalRule {
  return fieldRule({
    years: null,
    months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    daysOf: (year, month) => {
      const first = weekdayOf(dayNumber(year, month, 1));
      const days = Array.from(
        { length: daysInMonth(year, month) },
        (_, index) => index + 1,
      );
      return weekday === null
        ? days
        : days.filter(day => (first + day - 1) % 7 === weekday);
    },
    hours: [hour],
    minutes: [minute],
    seconds: [0],
  });
}
