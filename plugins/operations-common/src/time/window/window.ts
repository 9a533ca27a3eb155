import { durationMillis } from '../duration';
import { parseRdsWindow } from '../dialect/rds';
import { weeklyRule } from '../dialect/weekdays';
import type { Schedule } from '../schedule';
import { unreadable } from '../scheduleError';
import { DAY, LocalTime, MINUTE } from '../zone/civil';
import { instantOf } from '../zone/daylightSaving';
import { Zone, localTimeAt, zoneOf } from '../zone/zone';

/** One stretch of time; the end no longer belongs to it. */
export interface Interval {
  start: Date;
  end: Date;
}

/** A stretch of time that comes round. Pure: it knows no clock. */
export interface Window {
  /** IANA zone in which it is meant. */
  readonly zone: string;
  /** The stretches that end after an instant, by their start; they may overlap. */
  openAfter(instant: Date): Iterable<Interval>;
}

/** The stretch that an instant lies in; of several the one that began first. */
export function intervalAt(
  window: Window,
  instant: Date,
): Interval | undefined {
  for (const interval of window.openAfter(instant)) {
    return interval.start <= instant ? interval : undefined;
  }
  return undefined;
}

/** Whether an instant lies in a window: its start does, its end does not. */
export function contains(window: Window, instant: Date): boolean {
  return intervalAt(window, instant) !== undefined;
}

/** The first stretch that starts after an instant; undefined when there is none. */
export function nextInterval(
  window: Window,
  instant: Date,
): Interval | undefined {
  for (const interval of window.openAfter(instant)) {
    if (interval.start > instant) return interval;
  }
  return undefined;
}

/** The stretches that touch the time from one instant to another, by their start. */
export function intervalsBetween(
  window: Window,
  from: Date,
  to: Date,
): Interval[] {
  const found: Interval[] = [];
  for (const interval of window.openAfter(from)) {
    if (interval.start >= to) break;
    found.push(interval);
  }
  return found;
}

/**
 * Where two windows are open at once between two instants, in order. Windows that
 * only touch, one ending as the other begins, are not.
 */
export function overlaps(
  one: Window,
  other: Window,
  from: Date,
  to: Date,
): Interval[] {
  const others = intervalsBetween(other, from, to);
  return intervalsBetween(one, from, to)
    .flatMap(a =>
      others.map(b => ({
        start: new Date(Math.max(+a.start, +b.start, +from)),
        end: new Date(Math.min(+a.end, +b.end, +to)),
      })),
    )
    .filter(({ start, end }) => start < end)
    .sort((a, b) => +a.start - +b.start);
}

/**
 * A weekly window `sun:23:30-mon:01:00` or a daily one `22:00-06:00`, which may run
 * over midnight and over the end of the week. Both ends are local times: on a night
 * when the clocks change it is an hour longer or shorter.
 *
 * @throws ScheduleError when it is none, is shorter than half an hour, or its zone is unknown.
 */
export function parseWindow(text: string, zoneName = 'UTC'): Window {
  const { weekday, startMinute, lengthMinutes } = parseRdsWindow(text.trim());
  const rule = weeklyRule(
    weekday,
    Math.floor(startMinute / 60),
    startMinute % 60,
  );
  const zone = zoneOf(zoneName);
  const length = lengthMinutes * MINUTE;
  return {
    zone: zone.name,
    openAfter: instant =>
      localIntervals(rule.from, zone, length, instant.getTime()),
  };
}

function* localIntervals(
  from: (time: LocalTime) => Iterable<LocalTime>,
  zone: Zone,
  length: number,
  after: number,
): Generator<Interval> {
  // One that began so long ago may still be open; a day more than it for the clocks.
  const earliest = localTimeAt(zone, after) - length - DAY;
  for (const time of from(earliest)) {
    const [start, end] = [time, time + length].map(each =>
      instantOf(zone, each),
    );
    if (end > after && end > start) {
      yield { start: new Date(start), end: new Date(end) };
    }
  }
}

/**
 * A window that opens at each occurrence of a schedule and stays open for an ISO-8601
 * duration of elapsed time, such as `PT2H`.
 *
 * @throws ScheduleError when the duration is none or longer than 31 days.
 */
export function windowOf(schedule: Schedule, duration: string): Window {
  const length = durationMillis(duration);
  if (length > 31 * DAY) {
    throw unreadable(`A window of ${duration} is longer than 31 days`);
  }
  return {
    zone: schedule.zone,
    *openAfter(instant) {
      const earliest = new Date(instant.getTime() - length);
      for (const start of schedule.occurrencesAfter(earliest)) {
        yield { start, end: new Date(start.getTime() + length) };
      }
    },
  };
}
