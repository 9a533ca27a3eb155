import { InputError } from '@backstage/errors';
import {
  durationMillis,
  parseDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { DateTime, IANAZone } from 'luxon';
import { floorToSlice } from '../ledger';
import { CalendarTimeWindow, TimeWindow } from '../openslo/types';

/** A time window of an SLO laid on the calendar at one moment. */
export interface ResolvedWindow {
  type: TimeWindow['type'];
  /** First instant of the window. */
  from: Date;
  /** End of the last whole slice that counts (exclusive). */
  to: Date;
  /** End of the whole window: `to` for rolling ones, the end of the period for calendar ones. */
  end: Date;
}

/** A calendar window whose first period has not begun. */
export interface PendingWindow {
  type: 'pending';
  startsAt: Date;
}

/** A period of a calendar window, `[from, to)`; 0 is the one that begins at the anchor. */
export interface CalendarPeriod {
  index: number;
  from: Date;
  to: Date;
}

/**
 * Lays a window around `now`. Rolling windows end at the last whole slice.
 * Calendar windows are the period that `now` lies in, as far as whole slices go.
 * Before the first of them there is nothing to resolve, only when it begins.
 *
 * @throws InputError when the duration, anchor or zone is not valid
 */
export function resolveWindow(
  window: TimeWindow,
  now: Date,
  sliceSeconds: number,
): ResolvedWindow | PendingWindow {
  const lastWhole = floorToSlice(now.getTime(), sliceSeconds);
  if (window.type === 'rolling') {
    const from = lastWhole - durationMillis(window.duration);
    const to = new Date(lastWhole);
    return { type: 'rolling', from: new Date(from), to, end: to };
  }
  const period = calendarPeriodAt(window, now);
  if (!period) return { type: 'pending', startsAt: calendarStart(window) };
  const to = Math.max(lastWhole, period.from.getTime());
  return {
    type: 'calendar',
    from: period.from,
    to: new Date(to),
    end: period.to,
  };
}

/** Length of a resolved window in seconds; a calendar day may have 23 or 25 hours. */
export function windowSeconds(window: ResolvedWindow): number {
  return (window.end.getTime() - window.from.getTime()) / 1000;
}

/**
 * The calendar period that an instant lies in; `undefined` before the anchor.
 *
 * Period n begins at anchor + n * duration in local time, always counted from
 * the anchor: a month from the 31st ends on shorter months' last day and comes
 * back to the 31st. A local time that a clock change skips is taken as the one
 * an hour later, one that occurs twice as its first occurrence. Durations in
 * hours and minutes are elapsed time.
 */
export function calendarPeriodAt(
  window: CalendarTimeWindow,
  instant: Date,
): CalendarPeriod | undefined {
  const boundary = calendarBoundaries(window);
  const millis = instant.getTime();
  if (millis < boundary(0)) return undefined;
  // Months and days differ in length: start from an estimate and correct it.
  let n = Math.floor((millis - boundary(0)) / durationMillis(window.duration));
  while (n > 0 && boundary(n) > millis) n--;
  while (boundary(n + 1) <= millis) n++;
  return {
    index: n,
    from: new Date(boundary(n)),
    to: new Date(boundary(n + 1)),
  };
}

function calendarStart(window: CalendarTimeWindow): Date {
  return new Date(calendarBoundaries(window)(0));
}

function calendarBoundaries(window: CalendarTimeWindow): (n: number) => number {
  const { startTime, timeZone } = window;
  // The anchor's wall clock, carried in UTC so that adding days cannot meet a clock change.
  const wall = DateTime.fromISO(startTime, { zone: 'utc' });
  if (!wall.isValid || !IANAZone.isValidZone(timeZone)) {
    throw new InputError(
      `The calendar window from "${startTime}" in "${timeZone}" is not valid`,
    );
  }
  const zone = IANAZone.create(timeZone);
  const duration = parseDuration(window.duration);
  const step = (n: number) => duration.mapUnits(count => count * n);
  const { years, months, weeks, days } = duration;
  if (years + months + weeks + days === 0) {
    const anchor = DateTime.fromMillis(wallToInstant(wall.toMillis(), zone));
    return n => anchor.plus(step(n)).toMillis();
  }
  return n => wallToInstant(wall.plus(step(n)).toMillis(), zone);
}

const DAY = 86_400_000;

/**
 * The instant at which clocks of a zone show a wall time. Luxon would choose
 * between the two instants of an ambiguous time by the present date; here it is
 * always the first, and a skipped time is read with the offset before the gap.
 *
 * @param wall - the wall time as if it were UTC, milliseconds
 */
function wallToInstant(wall: number, zone: IANAZone): number {
  const before = wall - zone.offset(wall - DAY) * 60_000;
  const after = wall - zone.offset(wall + DAY) * 60_000;
  const shows = (instant: number) =>
    instant + zone.offset(instant) * 60_000 === wall;
  const [first] = [before, after].filter(shows).sort((a, b) => a - b);
  return first ?? before;
}
