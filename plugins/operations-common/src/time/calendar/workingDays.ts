import { ScheduleError, quoted } from '../scheduleError';
import { DayNumber, isoDate, weekdayOf } from '../zone/civil';
import type { Calendar } from './calendar';

/** So many days in a row may be holidays. */
const LONGEST_RUN = 366;

/** The days that are not holidays. */
export class WorkingDays {
  readonly #calendar: Calendar;
  readonly #weekend: readonly number[];

  constructor(calendar: Calendar, weekend: readonly number[]) {
    this.#calendar = calendar;
    this.#weekend = weekend;
  }

  /** The nearest of them in a direction, the day itself included. */
  nearest(day: DayNumber, step: 1 | -1): DayNumber {
    for (let n = 0; n <= LONGEST_RUN; n++) {
      if (!this.#isHoliday(day + n * step)) return day + n * step;
    }
    throw new ScheduleError(
      'never-occurs',
      `The calendar ${quoted(
        this.#calendar.name,
      )} leaves no working day within ${LONGEST_RUN} days of ${isoDate(day)}`,
    );
  }

  #isHoliday(day: DayNumber): boolean {
    return this.#calendar.has(day) || this.#weekend.includes(weekdayOf(day));
  }
}
