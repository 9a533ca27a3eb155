import { ScheduleError } from '../scheduleError';
import {
  DAY,
  DAYS_OF_CYCLE,
  DayNumber,
  HOUR,
  LAST_YEAR,
  LocalTime,
  MINUTE,
  SECOND,
  civilTime,
  dayNumber,
  dayOf,
  modulo,
} from '../zone/civil';
import { instantOf } from '../zone/daylightSaving';
import { Zone, localTimeAt } from '../zone/zone';
import { DayFilter, dayFilter } from './dayFilter';
import { neverOccurs } from './localRule';
import type { RuleParts } from './parts';
import { picked } from './setPositions';

const LENGTH: Partial<Record<RuleParts['frequency'], number>> = {
  HOURLY: HOUR,
  MINUTELY: MINUTE,
  SECONDLY: SECOND,
};

/** How many periods are looked at for one occurrence before it is given up. */
const MAX_STEPS = 200_000;
const END = dayNumber(LAST_YEAR + 1, 1, 1) * DAY;

/**
 * The instants of a rule shorter than a day (RFC 5545, 3.3.10). Its periods are hours,
 * minutes or seconds that have elapsed since the start, so that a change of the clocks
 * neither loses nor doubles one; the BY parts look at the local time of each.
 *
 * @throws ScheduleError when no day fits, or the next one takes too long to find.
 */
export function* elapsedInstants(
  parts: RuleParts,
  zone: Zone,
  start: number,
  after: number,
): Generator<number> {
  const length = LENGTH[parts.frequency] ?? HOUR;
  const stride = parts.interval * length;
  const passes = onceADay(dayFilter(parts));
  const until = untilOf(parts, zone);
  let left = parts.count ?? Infinity;
  // What is counted must be gone through from the start.
  let n =
    parts.count === undefined
      ? Math.max(0, Math.floor((after - start) / stride))
      : 0;
  for (let steps = 0; left > 0; steps++) {
    const period = start + n * stride;
    if (period >= END || period - length > until) return;
    if (steps > MAX_STEPS) throw tooCostly(parts);
    const local = localTimeAt(zone, period);
    const next = passes(dayOf(local))
      ? misfit(parts, period, local)
      : nextDay(passes, zone, dayOf(local));
    if (next !== undefined) {
      n = Math.max(n + 1, Math.floor((next - start) / stride));
      continue;
    }
    n += 1;
    for (const instant of within(parts, zone, period, local)) {
      if (instant < start) continue;
      if (instant > until) return;
      if (instant > after) {
        steps = 0;
        yield instant;
      }
      left -= 1;
      if (left === 0) return;
    }
  }
}

/** Remembers the last answer: the periods of one day ask the same. */
function onceADay(passes: DayFilter): DayFilter {
  let last = NaN;
  let answer = false;
  return day => {
    if (day !== last) [last, answer] = [day, passes(day)];
    return answer;
  };
}

/** Instant from which the next fitting day begins. */
function nextDay(passes: DayFilter, zone: Zone, day: DayNumber): number {
  for (let n = 1; n <= DAYS_OF_CYCLE; n++) {
    if (passes(day + n)) return instantOf(zone, (day + n) * DAY);
  }
  throw neverOccurs();
}

/** Instant at which to look again when hour, minute or second of a period do not fit. */
function misfit(
  { frequency, byHour, byMinute, bySecond }: RuleParts,
  period: number,
  local: LocalTime,
): number | undefined {
  const { hour, minute, second } = civilTime(local);
  if (byHour.length > 0 && !byHour.includes(hour)) {
    return period + HOUR - modulo(local, HOUR);
  }
  if (frequency === 'HOURLY') return undefined;
  if (byMinute.length > 0 && !byMinute.includes(minute)) {
    return period + MINUTE - modulo(local, MINUTE);
  }
  if (frequency === 'MINUTELY') return undefined;
  return bySecond.length > 0 && !bySecond.includes(second)
    ? period + SECOND
    : undefined;
}

/** Instants of a period that fits, in order; what is not named is as at the start. */
function within(
  { frequency, bySetPos, byMinute, bySecond }: RuleParts,
  zone: Zone,
  period: number,
  local: LocalTime,
): Iterable<number> {
  const { minute, second } = civilTime(local);
  if (frequency === 'SECONDLY') return picked(bySetPos, 1, () => period);
  const seconds = bySecond.length > 0 ? bySecond : [second];
  const isHour = frequency === 'HOURLY' && byMinute.length > 0;
  const minutes = isHour ? byMinute : [minute];
  const hour = local - modulo(local, HOUR);
  return picked(bySetPos, minutes.length * seconds.length, index => {
    const inMinute = minutes[Math.floor(index / seconds.length)];
    const time =
      hour + inMinute * MINUTE + seconds[index % seconds.length] * SECOND;
    const instant = period + time - local;
    // Where clocks move by half an hour, they do so within an hour of the rule.
    return localTimeAt(zone, instant) === time
      ? instant
      : instantOf(zone, time);
  });
}

function untilOf({ until }: RuleParts, zone: Zone): number {
  if (!until) return Infinity;
  return until.kind === 'utc' ? until.value : instantOf(zone, until.value);
}

function tooCostly(parts: RuleParts): ScheduleError {
  return new ScheduleError(
    'too-costly',
    `No occurrence of this ${parts.frequency} rule within ${MAX_STEPS} steps; it may never occur`,
  );
}
