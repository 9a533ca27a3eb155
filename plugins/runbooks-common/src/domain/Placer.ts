import {
  Calendar,
  DayNumber,
  WorkingDays,
} from '@opsdeck/backstage-plugin-operations-common';
import { ScheduleRules } from '../import';
import { Cadence } from './cadence';

/** Local days: from the first until before the end. */
interface Days {
  first: DayNumber;
  end: DayNumber;
}

/** Where the calendar puts a day or a period of the rule. */
export interface Place extends Days {
  /** Where the rule alone has it. */
  unmoved: Days;
  isMoved: boolean;
}

/**
 * Puts the days of a rule where the calendar lets them be.
 *
 * A day that is a holiday falls out, or moves whole to the next or the previous
 * working day; days that meet there are one, and it is the day that belongs there, or
 * the first of them. Of a period only its last day moves, which may make it longer or
 * shorter; it falls out when all its days are holidays.
 */
export class Placer {
  readonly #cadence: Cadence;
  readonly #onHoliday: NonNullable<ScheduleRules['onHoliday']>;
  readonly #working: WorkingDays | undefined;

  constructor(
    cadence: Cadence,
    { calendar: name, onHoliday = 'next' }: ScheduleRules,
    calendar: Calendar | undefined,
  ) {
    this.#cadence = cadence;
    this.#onHoliday = onHoliday;
    const heeds = name !== undefined && calendar && onHoliday !== 'run';
    this.#working = heeds ? new WorkingDays(calendar, []) : undefined;
  }

  /** The first day of the rule that can have come to a day or to one after it. */
  earliest(day: DayNumber): DayNumber {
    return this.#onHoliday === 'next' && this.#working
      ? this.#working.nearest(day - 1, -1)
      : day;
  }

  /** The last day of the rule that can have come to a day or to one before it. */
  latest(day: DayNumber): DayNumber {
    return this.#onHoliday === 'previous' && this.#working
      ? this.#working.nearest(day + 1, 1)
      : day;
  }

  /** Where days of the rule, given in order, come to be; in order. */
  place(days: readonly DayNumber[]): Place[] {
    const byDay = new Map<DayNumber, Place>();
    const periods: Place[] = [];
    for (const first of days) {
      const unmoved = { first, end: this.#cadence.windowEnd(first) };
      const isDay = unmoved.end - first === 1;
      const place = isDay
        ? this.#placeDay(unmoved)
        : this.#placePeriod(unmoved);
      if (!place) continue;
      if (!isDay) periods.push(place);
      else if (!place.isMoved || !byDay.has(place.first)) {
        byDay.set(place.first, place);
      }
    }
    return [...periods, ...byDay.values()].sort(
      (a, b) => a.unmoved.first - b.unmoved.first,
    );
  }

  #placeDay(unmoved: Days): Place | undefined {
    const target = this.#target(unmoved.first);
    if (this.#onHoliday === 'skip' && target !== unmoved.first)
      return undefined;
    return {
      first: target,
      end: target + 1,
      unmoved,
      isMoved: target !== unmoved.first,
    };
  }

  #placePeriod(unmoved: Days): Place | undefined {
    const { first, end } = unmoved;
    if (this.#onHoliday === 'skip') {
      const isAllHoliday = this.#target(first) >= end;
      return isAllHoliday ? undefined : { first, end, unmoved, isMoved: false };
    }
    const last = this.#target(end - 1);
    return {
      first: Math.min(first, last),
      end: last + 1,
      unmoved,
      isMoved: last !== end - 1,
    };
  }

  /** The working day that a day counts as; to be skipped when it is another. */
  #target(day: DayNumber): DayNumber {
    if (!this.#working) return day;
    return this.#working.nearest(day, this.#onHoliday === 'previous' ? -1 : 1);
  }
}
