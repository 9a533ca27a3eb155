import {
  FieldRange,
  MONTH_NAMES,
  WEEKDAY_NAMES,
  parseField,
  valueOf,
} from '../fields/field';
import type { FieldPattern } from '../fields/fieldRule';
import { quoted, unreadable } from '../scheduleError';
import { dayNumber, daysInMonth, weekdayOf } from '../zone/civil';

const AWS = { wraps: true, strictStep: true };
const MINUTES: FieldRange = { ...AWS, name: 'minute', low: 0, high: 59 };
const HOURS: FieldRange = { ...AWS, name: 'hour', low: 0, high: 23 };
const DAYS: FieldRange = { ...AWS, name: 'day of month', low: 1, high: 31 };
const MONTHS: FieldRange = {
  ...AWS,
  name: 'month',
  low: 1,
  high: 12,
  names: MONTH_NAMES,
};
const WEEKDAYS: FieldRange = {
  ...AWS,
  name: 'day of week',
  low: 1,
  high: 7,
  names: WEEKDAY_NAMES,
};
const YEARS: FieldRange = { name: 'year', low: 1970, high: 2199 };

type DaysOfMonth = FieldPattern['daysOf'];

/**
 * Reads the six fields of an AWS cron expression: minutes, hours, day of month,
 * month, day of week (1 for Sunday to 7 for Saturday) and year. Exactly one of the
 * two day fields is `?`.
 *
 * Source: "Cron expressions reference" of the Amazon EventBridge user guide.
 *
 * @throws ScheduleError naming the field that is wrong.
 */
export function parseAwsFields(text: string): FieldPattern {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) {
    const count = text.trim() ? fields.length : 0;
    throw unreadable(
      `cron(...) of AWS has six fields, minutes to year; this has ${count}`,
    );
  }
  const [minute, hour, day, month, weekday, year] = fields;
  const asked = [day, weekday].filter(field => field === '?').length;
  if (asked !== 1) {
    throw unreadable(
      'cron(...) of AWS has ? in exactly one of day of month and day of week',
    );
  }
  return {
    minutes: parseField(minute, MINUTES).values,
    hours: parseField(hour, HOURS).values,
    months: parseField(month, MONTHS).values,
    years: parseField(year, YEARS).values,
    seconds: [0],
    daysOf: day === '?' ? byWeekday(weekday) : byDay(day),
  };
}

/** Days by day of month: values, `L` the last, `15W` the nearest weekday, `LW` the last weekday. */
function byDay(text: string): DaysOfMonth {
  const selectors = text.split(',').map((element): DaysOfMonth => {
    if (/^L$/i.test(element))
      return (year, month) => [daysInMonth(year, month)];
    if (/^LW$/i.test(element)) {
      return (year, month) => [
        nearestWeekday(year, month, daysInMonth(year, month)),
      ];
    }
    const nearest = /^(\d{1,2})W$/i.exec(element);
    if (nearest) {
      const day = valueOf(nearest[1], DAYS);
      return (year, month) =>
        day > daysInMonth(year, month)
          ? []
          : [nearestWeekday(year, month, day)];
    }
    const { values } = parseField(element, DAYS);
    return (year, month) =>
      values.filter(value => value <= daysInMonth(year, month));
  });
  return union(selectors);
}

/** The weekday (Monday to Friday) nearest to a day, within its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const weekday = weekdayOf(dayNumber(year, month, day));
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) {
    return day === daysInMonth(year, month) ? day - 2 : day + 1;
  }
  return day;
}

/** Days by day of week: values, `L` Saturday, `6L` the last Friday, `6#3` the third Friday. */
function byWeekday(text: string): DaysOfMonth {
  if (text.includes('#') && text.includes(',')) {
    throw unreadable(
      `The day of week ${quoted(text)} has a # in a list; it must stand alone`,
    );
  }
  if (text.includes('/')) {
    throw unreadable(
      `The day of week ${quoted(text)} has a step; AWS allows none there`,
    );
  }
  const selectors = text.split(',').map((element): DaysOfMonth => {
    if (/^L$/i.test(element)) return (year, month) => on(year, month, 6);
    const last = /^([A-Za-z]{3}|\d)L$/i.exec(element);
    if (last) {
      const weekday = valueOf(last[1], WEEKDAYS) - 1;
      return (year, month) => on(year, month, weekday).slice(-1);
    }
    const nth = /^([A-Za-z]{3}|\d)#([1-5])$/.exec(element);
    if (nth) {
      const weekday = valueOf(nth[1], WEEKDAYS) - 1;
      const index = Number(nth[2]) - 1;
      return (year, month) => on(year, month, weekday).slice(index, index + 1);
    }
    const weekdays = parseField(element, WEEKDAYS).values;
    return (year, month) =>
      weekdays.flatMap(weekday => on(year, month, weekday - 1));
  });
  return union(selectors);
}

/** Days of a month that are a weekday, 0 for Sunday. */
function on(year: number, month: number, weekday: number): number[] {
  const first = weekdayOf(dayNumber(year, month, 1));
  const days: number[] = [];
  const length = daysInMonth(year, month);
  for (let day = 1 + ((weekday - first + 7) % 7); day <= length; day += 7) {
    days.push(day);
  }
  return days;
}

function union(selectors: readonly DaysOfMonth[]): DaysOfMonth {
  return (year, month) => {
    const days = selectors.flatMap(select => select(year, month));
    return [...new Set(days)].sort((a, b) => a - b);
  };
}
