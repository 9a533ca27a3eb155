import { ScheduleError } from '../scheduleError';
import {
  DAY,
  HOUR,
  LAST_YEAR,
  LocalTime,
  MINUTE,
  SECOND,
  civilTime,
  dayNumber,
  modulo,
} from '../zone/civil';
import type { LocalRule } from '../zone/daylightSaving';

/** Days and times of day that were selected field by field. */
export interface FieldPattern {
  /** In order; null for every year. */
  years: readonly number[] | null;
  /** 1 to 12, in order. */
  months: readonly number[];
  /** The days of a month that are selected, in order. */
  daysOf(year: number, month: number): readonly number[];
  hours: readonly number[];
  minutes: readonly number[];
  seconds: readonly number[];
}

/** Years after which the calendar repeats itself. */
const CYCLE = 400;

/**
 * The times of a pattern.
 *
 * @throws ScheduleError when the calendar has none: 30 February, or 29 February of
 *   years that are no leap years.
 */
export function fieldRule(pattern: FieldPattern): LocalRule {
  const probe =
    pattern.years ?? Array.from({ length: CYCLE }, (_, n) => 2000 + n);
  const occurs = probe.some(year =>
    pattern.months.some(month => pattern.daysOf(year, month).length > 0),
  );
  if (!occurs) {
    throw new ScheduleError(
      'never-occurs',
      'It never occurs: the calendar has no day on which all its fields agree',
    );
  }
  return {
    from: time => timesFrom(pattern, time),
    isEvenUnder: jump => isEven(pattern, jump),
  };
}

/** Whether a pattern comes round in every hour, and alike when an hour is cut off. */
function isEven(
  { hours, minutes, seconds }: FieldPattern,
  jump: number,
): boolean {
  if (hours.length < 24 || Math.abs(jump) >= DAY) return false;
  const offset = modulo(jump, HOUR);
  if (offset === 0) return true;
  const [inMinutes, rest] = [offset / MINUTE, offset % MINUTE];
  if (rest !== 0) return false;
  const set = new Set(minutes);
  return (
    seconds.length > 0 &&
    minutes.every(minute => set.has((minute + inMinutes) % 60))
  );
}

function* timesFrom(
  pattern: FieldPattern,
  from: LocalTime,
): Generator<LocalTime> {
  const start = civilTime(from);
  const last = pattern.years?.[pattern.years.length - 1] ?? LAST_YEAR;
  for (let year = start.year; year <= last; year++) {
    if (pattern.years && !pattern.years.includes(year)) continue;
    for (const month of pattern.months) {
      if (year === start.year && month < start.month) continue;
      for (const day of pattern.daysOf(year, month)) {
        const midnight = dayNumber(year, month, day) * DAY;
        if (midnight + DAY > from) yield* timesOfDay(pattern, midnight, from);
      }
    }
  }
}

function* timesOfDay(
  { hours, minutes, seconds }: FieldPattern,
  midnight: LocalTime,
  from: LocalTime,
): Generator<LocalTime> {
  for (const hour of hours) {
    const atHour = midnight + hour * HOUR;
    if (atHour + HOUR <= from) continue;
    for (const minute of minutes) {
      const atMinute = atHour + minute * MINUTE;
      if (atMinute + MINUTE <= from) continue;
      for (const second of seconds) {
        const time = atMinute + second * SECOND;
        if (time >= from) yield time;
      }
    }
  }
}
