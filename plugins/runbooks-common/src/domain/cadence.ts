import { InputError } from '@backstage/errors';
import {
  DayNumber,
  RuleParts,
  Zone,
  addMonths,
  dayNumber,
  dayOfIsoDate,
  parseDuration,
  parseRuleParts,
  requireOccurrence,
  ruleDays,
  zoneOf,
} from '@opsdeck/backstage-plugin-operations-common';

import { ScheduleRules } from '../import';

/** When a checklist comes round. */
export interface Recurrence {
  /** RRULE value (RFC 5545) without the `RRULE:` prefix. */
  cadence: string;
  /** Local time of day at which it is due, `HH:mm`; null means by the end of the day. */
  at: string | null;
  /** IANA zone; null means UTC. */
  zone: string | null;
  /** Beginning, due window, grace, calendar and what the clocks do to it. */
  rules?: ScheduleRules;
}

/** A recurrence taken apart. */
export interface Cadence {
  zone: Zone;
  /** Local times of a day in milliseconds; more than one when the rule names hours. */
  times: number[];
  /** False when each occurrence may be done at any time of its day or period. */
  timeDeclared: boolean;
  /** The day after the last on which an occurrence of a day may take place. */
  windowEnd(day: DayNumber): DayNumber;
  /** The last day whose occurrence is over by a day. */
  windowBefore(day: DayNumber): DayNumber;
  /** How long before it is due it opens (ISO-8601 duration); null to open with its day or period. */
  window: string | null;
  /** How long after it was due it counts as overdue before it is missed (ISO-8601 duration). */
  grace: string;
  /** What the clocks do to times of day that they skip or repeat. */
  clocks: {
    gap: NonNullable<ScheduleRules['gap']>;
    overlap: NonNullable<ScheduleRules['overlap']>;
  };
  /** The local days on which it comes round. */
  daysBetween(from: DayNumber, to: DayNumber): DayNumber[];
}

/**
 * Where rules that name no day begin: a Monday, the first of a month and of a
 * year. So weekly means weeks from Monday and quarterly the calendar's quarters,
 * and every backend counts "every second week" alike.
 */
const ANCHOR = dayNumber(2024, 1, 1);

const MAX_TIMES_A_DAY = 48;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Exact hours: as long on the day when the clocks change. */
const GRACE: Partial<Record<RuleParts['frequency'], string>> = {
  HOURLY: 'PT30M',
  DAILY: 'PT12H',
  WEEKLY: 'PT48H',
  MONTHLY: 'PT168H',
  YEARLY: 'PT720H',
};

/** Parts that name the day of a period. */
const DAY_PARTS = ['byDay', 'byMonthDay', 'byYearDay', 'bySetPos'] as const;

/**
 * Takes a recurrence apart.
 *
 * @throws InputError saying what of it cannot be used.
 */
export function parseCadence({
  cadence,
  at,
  zone,
  rules = {},
}: Recurrence): Cadence {
  const anchor = anchorOf(rules.start);
  const parts = partsOf(cadence, rules.start);
  const times = timesOf(parts, at);
  requireCountOfDays(parts, times, cadence);
  const rule = dayRule(parts, cadence, anchor);
  const { days, months } = windowOf(parts, rules.start !== undefined);
  const move = (day: DayNumber, by: 1 | -1) =>
    addMonths(day, by * months) + by * days;
  return {
    zone: zoneOf(zone ?? 'UTC'),
    times,
    timeDeclared: at !== null || times.length > 1,
    windowEnd: day => move(day, 1),
    windowBefore: day => move(day, -1),
    window: checkedDuration(rules.window) ?? null,
    grace: checkedDuration(rules.grace) ?? GRACE[parts.frequency] ?? 'PT0S',
    clocks: {
      gap: rules.gap ?? 'first-valid',
      overlap: rules.overlap ?? 'first',
    },
    daysBetween: (from, to) => daysBetween(rule, anchor, from, to),
  };
}

function anchorOf(start: string | undefined): DayNumber {
  if (start === undefined) return ANCHOR;
  const day = dayOfIsoDate(start);
  if (day === undefined) {
    throw new InputError(`The start "${start}" is no date such as 2026-01-05`);
  }
  return day;
}

/** @throws InputError when it is none. */
function checkedDuration(text: string | undefined): string | undefined {
  if (text !== undefined) parseDuration(text);
  return text;
}

/** A COUNT counts times, and only with one time a day that is as many days. */
function requireCountOfDays(
  { count }: RuleParts,
  times: readonly number[],
  cadence: string,
): void {
  if (count !== undefined && times.length > 1) {
    throw new InputError(
      `The cadence "${cadence}" ends after a COUNT of times that are several a day; use UNTIL`,
    );
  }
}

function partsOf(cadence: string, start: string | undefined): RuleParts {
  const frequency = /(?:^|;)\s*FREQ=(\w+)/i.exec(cadence)?.[1].toUpperCase();
  if (frequency === undefined || !(frequency in GRACE)) {
    throw new InputError(
      `The cadence "${cadence}" must have a FREQ of HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY`,
    );
  }
  const parts = readParts(cadence);
  if (parts.count !== undefined && start === undefined) {
    throw new InputError(
      `The cadence "${cadence}" ends after a COUNT, but has no beginning to count from; declare a start, or use UNTIL`,
    );
  }
  return parts;
}

function readParts(cadence: string): RuleParts {
  try {
    return parseRuleParts(cadence);
  } catch (error) {
    throw new InputError(
      `The cadence "${cadence}" is no valid RRULE: ${String(
        error instanceof Error ? error.message : error,
      )}`,
    );
  }
}

/** The rule of the days alone: hours become times of day. */
function dayRule(
  parts: RuleParts,
  cadence: string,
  anchor: DayNumber,
): RuleParts {
  const isHourly = parts.frequency === 'HOURLY';
  const rule: RuleParts = {
    ...parts,
    frequency: isHourly ? 'DAILY' : parts.frequency,
    interval: isHourly ? 1 : parts.interval,
    byHour: [],
    byMinute: [],
    bySecond: [],
  };
  try {
    requireOccurrence(rule, anchor * DAY);
  } catch (error) {
    throw new InputError(
      `The cadence "${cadence}" names no day that the calendar has`,
      error,
    );
  }
  return rule;
}

function timesOf(parts: RuleParts, at: string | null): number[] {
  const [hour, minute] = (at ?? '00:00').split(':').map(Number);
  const minutes = parts.byMinute.length > 0 ? parts.byMinute : [minute];
  let hours = parts.byHour.length > 0 ? parts.byHour : [hour];
  if (parts.frequency === 'HOURLY' && parts.byHour.length === 0) {
    const { interval } = parts;
    if (24 % interval !== 0) {
      throw new InputError(
        'An hourly cadence must have an INTERVAL that divides a day, such as 1, 2, 3, 4, 6, 8 or 12',
      );
    }
    hours = Array.from({ length: 24 / interval }, (_, n) => n * interval);
  }
  if (hours.length * minutes.length > MAX_TIMES_A_DAY) {
    throw new InputError(
      `The cadence comes round more than ${MAX_TIMES_A_DAY} times a day`,
    );
  }
  return hours.flatMap(each =>
    minutes.map(inHour => each * HOUR + inHour * MINUTE),
  );
}

/** How long one occurrence may take place: the period when no day is named, by a start neither. */
function windowOf(
  parts: RuleParts,
  isStartNamed: boolean,
): { days: number; months: number } {
  const { frequency, interval } = parts;
  const namesDay =
    isStartNamed || DAY_PARTS.some(part => parts[part].length > 0);
  if (namesDay || frequency === 'DAILY' || frequency === 'HOURLY') {
    return { days: 1, months: 0 };
  }
  if (parts.byWeekNo.length > 0) return { days: 7, months: 0 };
  if (parts.byMonth.length > 0) return { days: 0, months: 1 };
  if (frequency === 'WEEKLY') return { days: 7 * interval, months: 0 };
  return {
    days: 0,
    months: frequency === 'MONTHLY' ? interval : 12 * interval,
  };
}

function daysBetween(
  rule: RuleParts,
  anchor: DayNumber,
  from: DayNumber,
  to: DayNumber,
): DayNumber[] {
  const found: DayNumber[] = [];
  for (const day of ruleDays(rule, anchor, from)) {
    if (day > to) break;
    found.push(day);
  }
  return found;
}
