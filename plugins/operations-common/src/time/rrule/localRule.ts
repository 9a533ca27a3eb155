import {
  DAY,
  DayNumber,
  HOUR,
  LocalTime,
  MINUTE,
  SECOND,
  civilTime,
  dayOf,
  weekdayOf,
} from '../zone/civil';
import { ScheduleError } from '../scheduleError';
import type { LocalRule } from '../zone/daylightSaving';
import { dayFilter } from './dayFilter';
import { picked } from './setPositions';
import type { RuleParts } from './parts';
import { periodsOf } from './periods';

/** Parts that name days. */
const DAY_PARTS = ['byDay', 'byMonthDay', 'byYearDay', 'byWeekNo'] as const;

/**
 * The local times of a rule of a day or longer (RFC 5545, 3.3.10), in order, from
 * its start on. What the parts leave open is taken from the start. The start itself
 * is an occurrence only if the rule has it.
 */
export function localRule(given: RuleParts, start: LocalTime): LocalRule {
  const parts = completed(given, start);
  const times = timesOfDay(parts);
  return {
    from: time => timesFrom(parts, times, start, time),
    isEvenUnder: jump =>
      parts.byHour.length === 24 && jump % HOUR === 0 && Math.abs(jump) < DAY,
  };
}

/**
 * Refuses a rule that the calendar never meets, such as one for 30 February.
 *
 * @throws ScheduleError when it has no occurrence, however long it may run.
 */
export function requireOccurrence(parts: RuleParts, start: LocalTime): void {
  const endless = { ...parts, count: undefined, until: undefined };
  for (const time of localRule(endless, start).from(start)) {
    if (time >= start) return;
  }
  throw neverOccurs();
}

/** The error for a rule that the calendar never meets. */
export function neverOccurs(): ScheduleError {
  return new ScheduleError(
    'never-occurs',
    'It never occurs: the calendar has no day on which all parts of the RRULE agree',
  );
}

/**
 * The days of a rule of a day or longer from one on, whatever the time of day: for
 * what lasts whole days. The day of an UNTIL still counts.
 */
export function* ruleDays(
  given: RuleParts,
  start: DayNumber,
  from: DayNumber,
): Generator<DayNumber> {
  const { until } = given;
  const days: RuleParts = {
    ...given,
    bySecond: [],
    byMinute: [],
    byHour: [],
    until: until && { kind: 'date', value: dayOf(until.value) * DAY },
  };
  for (const time of localRule(days, start * DAY).from(from * DAY)) {
    yield dayOf(time);
  }
}

function completed(parts: RuleParts, start: LocalTime): RuleParts {
  const { month, day } = civilTime(start);
  const { frequency, byWeekNo } = parts;
  const whole = { ...parts };
  const namesDay = DAY_PARTS.some(part => parts[part].length > 0);
  const weekday = { weekday: weekdayOf(dayOf(start)), ordinal: 0 };
  if (!namesDay) {
    if (frequency === 'WEEKLY') whole.byDay = [weekday];
    if (frequency === 'MONTHLY' || frequency === 'YEARLY') {
      whole.byMonthDay = [day];
      const ofYear = frequency === 'YEARLY' && parts.byMonth.length === 0;
      if (ofYear) whole.byMonth = [month];
    }
  }
  const isWeekAlone =
    byWeekNo.length > 0 &&
    parts.byDay.length + parts.byMonthDay.length + parts.byYearDay.length === 0;
  if (isWeekAlone) whole.byDay = [weekday];
  return withTimes(whole, start);
}

/** Hour, minute and second of the start, where the rule does not name them. */
function withTimes(parts: RuleParts, start: LocalTime): RuleParts {
  const { hour, minute, second } = civilTime(start);
  const or = (list: number[], value: number) =>
    list.length > 0 ? list : [value];
  return {
    ...parts,
    byHour: or(parts.byHour, hour),
    byMinute: or(parts.byMinute, minute),
    bySecond: or(parts.bySecond, second),
  };
}

/** Times of day in milliseconds, in order. */
function timesOfDay({ byHour, byMinute, bySecond }: RuleParts): number[] {
  return byHour.flatMap(hour =>
    byMinute.flatMap(minute =>
      bySecond.map(second => hour * HOUR + minute * MINUTE + second * SECOND),
    ),
  );
}

function* timesFrom(
  parts: RuleParts,
  times: readonly number[],
  start: LocalTime,
  from: LocalTime,
): Generator<LocalTime> {
  const { interval, count } = parts;
  const periods = periodsOf(parts, dayOf(start));
  const passes = dayFilter(parts);
  const until = localUntil(parts);
  const earliest = Math.max(start, from);
  // What is counted must be gone through from the start.
  const skipped =
    count === undefined
      ? Math.max(0, Math.floor(periods.indexOf(dayOf(earliest)) / interval))
      : 0;
  let left = count ?? Infinity;
  let empty = 0;
  for (let n = skipped; empty <= periods.cycle; n++) {
    const period = periods.at(n * interval);
    if (!period) return;
    const days: DayNumber[] = [];
    for (let day = period.start; day < period.start + period.length; day++) {
      if (passes(day)) days.push(day);
    }
    empty += 1;
    const isPast =
      period.start * DAY >= start &&
      (period.start + period.length) * DAY <= from;
    const size = days.length * times.length;
    if (isPast && parts.bySetPos.length === 0 && size < left) {
      left -= size;
      if (size > 0) empty = 0;
      continue;
    }
    for (const time of candidates(parts, days, times)) {
      empty = 0;
      if (time < start) continue;
      if (time > until) return;
      if (time >= from) yield time;
      left -= 1;
      if (left === 0) return;
    }
    if (period.start * DAY > until) return;
  }
}

/** Times of a period in order, or those of them that BYSETPOS picks. */
function candidates(
  { bySetPos }: RuleParts,
  days: readonly DayNumber[],
  times: readonly number[],
): Iterable<LocalTime> {
  const size = days.length * times.length;
  const at = (index: number) =>
    days[Math.floor(index / times.length)] * DAY + times[index % times.length];
  return picked(bySetPos, size, at);
}

/** The last local time that the rule can have; later the instant decides. */
function localUntil({ until }: RuleParts): LocalTime {
  if (!until) return Infinity;
  if (until.kind === 'utc') return until.value + DAY;
  return until.value;
}
