import { Schedule, makeSchedule } from '../schedule';
import { DAY, dayOf } from '../zone/civil';
import { instantOf } from '../zone/daylightSaving';
import { Zone, localTimeAt, zoneOf } from '../zone/zone';
import type { Calendar } from './calendar';
import { WorkingDays } from './workingDays';

/**
 * What becomes of an occurrence on a day of the calendar: it runs all the same, falls
 * out, or moves to the next or the previous day that is none, at the same local time.
 */
export type OnHoliday = 'run' | 'skip' | 'next' | 'previous';

/** How a schedule heeds a calendar. */
export interface HolidayOptions {
  onHoliday: OnHoliday;
  /**
   * Weekdays that count as days of the calendar, 0 for Sunday: `[0, 6]` for business
   * days. None by default: a weekend is an ordinary day unless it is said here.
   */
  weekend?: readonly number[];
}

/**
 * A schedule that heeds a calendar. Occurrences that come to the same instant are one.
 *
 * @throws ScheduleError, when it is asked for occurrences, if more than a year on end
 *   is holiday.
 */
export function heedingCalendar(
  schedule: Schedule,
  calendar: Calendar,
  { onHoliday, weekend = [] }: HolidayOptions,
): Schedule {
  if (onHoliday === 'run') return schedule;
  const days = new WorkingDays(calendar, weekend);
  const zone = zoneOf(schedule.zone);
  return makeSchedule(schedule, after =>
    onHoliday === 'skip'
      ? skipping(schedule, days, zone, after)
      : moving(schedule, days, zone, after, onHoliday === 'next' ? 1 : -1),
  );
}

function* skipping(
  schedule: Schedule,
  days: WorkingDays,
  zone: Zone,
  after: number,
): Generator<number> {
  let from = after;
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const occurrence of schedule.occurrencesAfter(new Date(from))) {
      const day = dayOf(localTimeAt(zone, +occurrence));
      const working = days.nearest(day, 1);
      if (working !== day) {
        // Straight on to the next working day, however often it comes round till then.
        from = Math.max(+occurrence, instantOf(zone, working * DAY) - 1);
        isDone = false;
        break;
      }
      yield +occurrence;
    }
  }
}

function* moving(
  schedule: Schedule,
  days: WorkingDays,
  zone: Zone,
  after: number,
  step: 1 | -1,
): Generator<number> {
  let target = NaN;
  let moved = new Set<number>();
  for (const occurrence of schedule.occurrencesAfter(
    new Date(step === 1 ? runStart(days, zone, after) : after),
  )) {
    const time = localTimeAt(zone, +occurrence);
    const day = dayOf(time);
    const working = days.nearest(day, step);
    if (working !== target) {
      yield* sorted(moved, after);
      [target, moved] = [working, new Set()];
    }
    moved.add(
      working === day
        ? +occurrence
        : instantOf(zone, time + (working - day) * DAY),
    );
  }
  yield* sorted(moved, after);
}

/** From where on an occurrence may have been moved to a time after an instant. */
function runStart(days: WorkingDays, zone: Zone, after: number): number {
  const day = dayOf(localTimeAt(zone, after));
  return instantOf(zone, days.nearest(day - 1, -1) * DAY);
}

function sorted(instants: Iterable<number>, after: number): number[] {
  return [...instants].filter(each => each > after).sort((a, b) => a - b);
}
