import { parseBasicTime } from '../dialect/localText';
import { quoted, unreadable } from '../scheduleError';
import type { LocalTime } from '../zone/civil';

/** Frequencies of RFC 5545, from the longest period to the shortest. */
export const FREQUENCIES = [
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
] as const;

export type Frequency = (typeof FREQUENCIES)[number];

/** A weekday of BYDAY, 0 for Sunday, with its ordinal (`2MO`, `-1FR`); 0 for every one. */
export interface WeekdayPart {
  weekday: number;
  ordinal: number;
}

/** When a rule ends: a time with its kind. */
export interface Until {
  kind: 'utc' | 'local' | 'date';
  /** Epoch milliseconds for UTC, local time else; the end itself still counts. */
  value: LocalTime;
}

/** The parts of an RRULE; lists are empty where the part is absent. */
export interface RuleParts {
  frequency: Frequency;
  interval: number;
  count: number | undefined;
  until: Until | undefined;
  bySecond: number[];
  byMinute: number[];
  byHour: number[];
  byDay: WeekdayPart[];
  byMonthDay: number[];
  byYearDay: number[];
  byWeekNo: number[];
  byMonth: number[];
  bySetPos: number[];
  /** First day of the week, 0 for Sunday. */
  weekStart: number;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const MAX_NUMBER = 999_999_999;

const NAMES = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYDAY',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
];

/**
 * Reads the value of an RRULE (RFC 5545, 3.3.10), without `RRULE:` in front.
 *
 * @throws ScheduleError naming the part that is wrong.
 */
export function parseRuleParts(value: string): RuleParts {
  const given = givenParts(value);
  const text = (name: string) => given.get(name);
  const numbers = (name: string, low: number, high: number) =>
    numbersOf(name, text(name), low, high);
  const ordinals = (name: string, high: number) =>
    numbersOf(name, text(name), -high, high, true);
  const parts: RuleParts = {
    frequency: frequencyOf(text('FREQ')),
    interval: positive('INTERVAL', text('INTERVAL'), MAX_NUMBER) ?? 1,
    count: positive('COUNT', text('COUNT'), MAX_NUMBER),
    until: untilOf(text('UNTIL')),
    bySecond: [
      ...new Set(numbers('BYSECOND', 0, 60).map(each => Math.min(each, 59))),
    ],
    byMinute: numbers('BYMINUTE', 0, 59),
    byHour: numbers('BYHOUR', 0, 23),
    byDay: weekdaysOf(text('BYDAY')),
    byMonthDay: ordinals('BYMONTHDAY', 31),
    byYearDay: ordinals('BYYEARDAY', 366),
    byWeekNo: ordinals('BYWEEKNO', 53),
    byMonth: numbers('BYMONTH', 1, 12),
    bySetPos: ordinals('BYSETPOS', 366),
    weekStart: weekStartOf(text('WKST')),
  };
  checkTogether(parts);
  return parts;
}

function givenParts(value: string): Map<string, string> {
  const given = new Map<string, string>();
  const parts = value.trim().toUpperCase().replace(/;$/, '').split(';');
  for (const part of parts) {
    const match = /^([A-Z-]+)=(\S+)$/.exec(part);
    if (!match) {
      throw unreadable(
        `${quoted(part)} in the RRULE is no part such as FREQ=WEEKLY`,
      );
    }
    const [, name, content] = match;
    if (!NAMES.includes(name)) {
      throw unreadable(`An RRULE has no part ${quoted(name)}`);
    }
    if (given.has(name)) throw unreadable(`The RRULE has ${name} twice`);
    given.set(name, content);
  }
  return given;
}

function frequencyOf(text: string | undefined): Frequency {
  const frequency = FREQUENCIES.find(each => each === text);
  if (!frequency) {
    throw unreadable(
      text === undefined
        ? 'The RRULE has no FREQ'
        : `FREQ=${text} is none of ${FREQUENCIES.join(', ')}`,
    );
  }
  return frequency;
}

function positive(
  name: string,
  text: string | undefined,
  highest: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= 1 && value <= highest)) {
    throw unreadable(`${name}=${text} is no number from 1 to ${highest}`);
  }
  return value;
}

function numbersOf(
  name: string,
  text: string | undefined,
  low: number,
  high: number,
  withoutZero = false,
): number[] {
  if (text === undefined) return [];
  const values = text.split(',').map(item => {
    const value = /^[+-]?\d{1,3}$/.test(item) ? Number(item) : NaN;
    if (!(value >= low && value <= high) || (withoutZero && value === 0)) {
      const range = withoutZero
        ? `1 to ${high} or -${high} to -1`
        : `${low} to ${high}`;
      throw unreadable(`${name}=${text}: ${quoted(item)} is not ${range}`);
    }
    return value;
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

function weekdaysOf(text: string | undefined): WeekdayPart[] {
  if (text === undefined) return [];
  return text.split(',').map(item => {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(item);
    const ordinal = match?.[1] === undefined ? 0 : Number(match[1]);
    const isNumbered = match?.[1] !== undefined;
    if (!match || Math.abs(ordinal) > 53 || (isNumbered && ordinal === 0)) {
      throw unreadable(
        `BYDAY=${text}: ${quoted(item)} is no weekday such as MO, 2MO or -1FR`,
      );
    }
    return { weekday: WEEKDAYS.indexOf(match[2]), ordinal };
  });
}

function weekStartOf(text: string | undefined): number {
  const index = WEEKDAYS.indexOf(text ?? 'MO');
  if (index < 0) {
    throw unreadable(`WKST=${text} is none of ${WEEKDAYS.join(', ')}`);
  }
  return index;
}

function untilOf(text: string | undefined): Until | undefined {
  if (text === undefined) return undefined;
  const isUtc = text.endsWith('Z');
  const value = parseBasicTime(isUtc ? text.slice(0, -1) : text);
  const hasTime = text.includes('T');
  if (value === undefined || (isUtc && !hasTime)) {
    throw unreadable(
      `UNTIL=${text} is no time that exists, such as 20261224T235959Z`,
    );
  }
  if (isUtc) return { kind: 'utc', value };
  return { kind: hasTime ? 'local' : 'date', value };
}

/** What RFC 5545 says about parts that do not go together. */
function checkTogether(parts: RuleParts): void {
  const { frequency, byDay } = parts;
  const forbid = (bad: boolean, message: string) => {
    if (bad) throw unreadable(message);
  };
  const ordinals = byDay.some(({ ordinal }) => ordinal !== 0);
  const isMonthOrYear = frequency === 'MONTHLY' || frequency === 'YEARLY';
  forbid(
    parts.count !== undefined && parts.until !== undefined,
    'The RRULE has both COUNT and UNTIL; it may end by one of them',
  );
  forbid(
    ordinals && !isMonthOrYear,
    `BYDAY with a number needs FREQ=MONTHLY or YEARLY, not ${frequency}`,
  );
  forbid(
    ordinals && parts.byWeekNo.length > 0,
    'BYDAY with a number cannot stand beside BYWEEKNO',
  );
  forbid(
    parts.byMonthDay.length > 0 && frequency === 'WEEKLY',
    'BYMONTHDAY cannot stand with FREQ=WEEKLY',
  );
  forbid(
    parts.byYearDay.length > 0 &&
      ['DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency),
    `BYYEARDAY cannot stand with FREQ=${frequency}`,
  );
  forbid(
    parts.byWeekNo.length > 0 && frequency !== 'YEARLY',
    `BYWEEKNO needs FREQ=YEARLY, not ${frequency}`,
  );
  const hasOther = [
    parts.bySecond,
    parts.byMinute,
    parts.byHour,
    parts.byDay,
    parts.byMonthDay,
    parts.byYearDay,
    parts.byWeekNo,
    parts.byMonth,
  ].some(part => part.length > 0);
  forbid(
    parts.bySetPos.length > 0 && !hasOther,
    'BYSETPOS needs another BY part of which it picks',
  );
}
