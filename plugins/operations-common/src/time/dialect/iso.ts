import { parseDuration } from '../duration';
import type { Reading, ReadingContext } from '../reading';
import { quoted, unreadable } from '../scheduleError';
import {
  DAY,
  LAST_YEAR,
  LocalTime,
  addMonths,
  dayNumber,
  dayOf,
} from '../zone/civil';
import { instantOf, instantsInZone } from '../zone/daylightSaving';
import { localTimeAt } from '../zone/zone';
import { anchorOf } from './cron';
import { evenInstants } from './even';

const END = dayNumber(LAST_YEAR + 1, 1, 1);

/** One step of a repetition: calendar units first, then elapsed time. */
interface Step {
  months: number;
  days: number;
  elapsed: number;
}

/**
 * ISO-8601 durations, counted from an anchor: years, months, weeks and days by the
 * calendar of the zone, hours and less as elapsed time. The n-th occurrence is the
 * anchor plus n times the duration; a day that its month lacks becomes the last day
 * of that month, and does not move those after it.
 */
export function parseIso(expression: string, context: ReadingContext): Reading {
  const step = stepOf(expression);
  const { zone, policy } = context;
  const anchor = anchorOf(context, 'An ISO-8601 duration');
  if (step.months === 0 && step.days === 0) {
    return { zone, instantsAfter: evenInstants(anchor, step.elapsed) };
  }
  const start = localTimeAt(zone, anchor);
  if (step.elapsed === 0) {
    const rule = { from: (time: LocalTime) => repeated(start, step, time) };
    return {
      zone,
      instantsAfter: after =>
        instantsInZone(rule, zone, policy, Math.max(after, anchor)),
    };
  }
  return {
    zone,
    *instantsAfter(after) {
      let n = 0;
      for (const time of repeated(start, step, start)) {
        n += 1;
        const instant = instantOf(zone, time) + n * step.elapsed;
        if (instant > after) yield instant;
      }
    },
  };
}

function stepOf(expression: string): Step {
  const duration = parseDuration(expression.toUpperCase());
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds } =
    duration;
  const calendar = [years, months, weeks, days];
  const elapsed = [hours, minutes, seconds, milliseconds];
  const isUsable =
    calendar.every(value => Number.isInteger(value) && value >= 0) &&
    elapsed.every(value => value >= 0);
  const step = {
    months: years * 12 + months,
    days: weeks * 7 + days,
    elapsed:
      hours * 3_600_000 + minutes * 60_000 + seconds * 1_000 + milliseconds,
  };
  if (!isUsable || !Number.isInteger(step.elapsed)) {
    throw unreadable(
      `${quoted(
        expression,
      )} has a part that is negative, or a fraction of a day or more, which has no fixed length`,
    );
  }
  return step;
}

/** The anchor plus n steps of the calendar for n of 1 and more, from a time on. */
function* repeated(
  start: LocalTime,
  { months, days }: Step,
  from: LocalTime,
): Generator<LocalTime> {
  const day = dayOf(start);
  const timeOfDay = start - day * DAY;
  const longest = (months * 31 + days) * DAY;
  // No step is longer than that, so none before this one can reach the time.
  const first = Math.max(1, Math.floor((from - start) / longest));
  for (let n = first; ; n++) {
    const date = addMonths(day, n * months) + n * days;
    if (!(date < END)) return;
    const time = date * DAY + timeOfDay;
    if (time >= from) yield time;
  }
}
