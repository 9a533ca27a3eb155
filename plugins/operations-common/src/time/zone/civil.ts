/**
 * Local time without a zone: milliseconds from 1970-01-01T00:00 as a clock on the
 * wall would count them, with days of 24 hours. So calendar arithmetic is integer
 * arithmetic, and no zone of the host can get in.
 */
export type LocalTime = number;

/** Days from 1970-01-01 in the proleptic Gregorian calendar. */
export type DayNumber = number;

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The calendar repeats itself after 400 years: these days, whole weeks as well. */
export const DAYS_OF_CYCLE = 146_097;

/** The first and the last year that an ISO-8601 text of four digits can say. */
export const FIRST_YEAR = 1;
export const LAST_YEAR = 9_999;

/** A day of the calendar. */
export interface CivilDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** A local time in its parts. */
export interface CivilTime extends CivilDate {
  hour: number;
  minute: number;
  second: number;
}

/** Days from 1970-01-01 to a day; `month` and `day` may run over. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY;
}

/** The date of a day number. */
export function civilDate(day: DayNumber): CivilDate {
  const date = new Date(day * DAY);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** The day of a local time. */
export function dayOf(time: LocalTime): DayNumber {
  return Math.floor(time / DAY);
}

/** A local time in its parts; milliseconds are dropped. */
export function civilTime(time: LocalTime): CivilTime {
  const day = dayOf(time);
  const rest = time - day * DAY;
  return {
    ...civilDate(day),
    hour: Math.floor(rest / HOUR),
    minute: Math.floor(rest / MINUTE) % 60,
    second: Math.floor(rest / SECOND) % 60,
  };
}

/** Day of the week of a day, 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: DayNumber): number {
  return modulo(day + 4, 7);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month, 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1];
}

export function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

/** A day so many months later, or its month's last day where the month lacks it. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const date = civilDate(day);
  const index = date.year * 12 + date.month - 1 + months;
  const [year, month] = [Math.floor(index / 12), modulo(index, 12) + 1];
  return dayNumber(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Remainder that is never negative. */
export function modulo(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor;
}

/** ISO-8601 date of a day, such as `2026-11-20`. */
export function isoDate(day: DayNumber): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Day of an ISO-8601 date `yyyy-mm-dd`; undefined when the calendar has none such. */
export function dayOfIsoDate(text: string): DayNumber | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  return checkedDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Day number of a date that exists, else undefined. */
export function checkedDay(
  year: number,
  month: number,
  day: number,
): DayNumber | undefined {
  const exists =
    year >= FIRST_YEAR &&
    year <= LAST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month);
  return exists ? dayNumber(year, month, day) : undefined;
}
