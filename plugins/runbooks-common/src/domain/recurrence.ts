import {
  DayNumber,
  dayOf,
  instantOf,
  localTimeAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { Cadence, Recurrence, parseCadence } from './cadence';

/** One time that a checklist comes round. Instants are ISO-8601 UTC. */
export interface Occurrence {
  /** Names the occurrence: the instant of its first day at the time of day that it is due. */
  scheduledAt: string;
  /** From here on it can be done. */
  opensAt: string;
  /** From here on it is overdue. */
  dueAt: string;
  /** From here on it is missed. */
  missedAt: string;
}

const DAY = 86_400_000;

/** How far ahead the next occurrence is looked for, in days, step by step. */
const HORIZONS = [2, 9, 65, 400, 4 * 366 + 31];

/**
 * The occurrences that are due after `from` and open by `to`, oldest first.
 *
 * Without a named day an occurrence lasts its whole period: a weekly one is due by
 * the end of Sunday, a quarterly one by the end of the quarter. With a named day it
 * opens when the day begins. Where hours are named, each opens at its time and is
 * due when the next one opens.
 *
 * @throws InputError saying what of the recurrence cannot be used.
 */
export function occurrencesBetween(
  recurrence: Recurrence,
  from: Date,
  to: Date,
): Occurrence[] {
  const cadence = parseCadence(recurrence);
  const localDay = (instant: Date) =>
    dayOf(localTimeAt(cadence.zone, instant.getTime()));
  const first = cadence.windowBefore(localDay(from)) - 1;
  const last = localDay(to) + 1;
  const [after, by] = [from.toISOString(), to.toISOString()];
  return cadence
    .daysBetween(first, last)
    .flatMap(day => occurrencesOf(cadence, day))
    .filter(({ dueAt, opensAt }) => dueAt > after && opensAt <= by);
}

/**
 * The first occurrence that opens after an instant; undefined when the rule has
 * ended or comes round only after years.
 *
 * @throws InputError saying what of the recurrence cannot be used.
 */
export function nextOccurrence(
  recurrence: Recurrence,
  after: Date,
): Occurrence | undefined {
  for (const days of HORIZONS) {
    const to = new Date(after.getTime() + days * DAY);
    const next = occurrencesBetween(recurrence, after, to).find(
      ({ opensAt }) => opensAt > after.toISOString(),
    );
    if (next) return next;
  }
  return undefined;
}

function occurrencesOf(cadence: Cadence, day: DayNumber): Occurrence[] {
  const { times, zone } = cadence;
  const at = (onDay: DayNumber, time: number) =>
    instantOf(zone, onDay * DAY + time);
  if (times.length > 1) {
    const dayEnd = at(day + 1, 0);
    return times.map((time, index) => {
      const opens = at(day, time);
      const next = times[index + 1];
      const due = next === undefined ? dayEnd : at(day, next);
      return toOccurrence(cadence, opens, opens, due);
    });
  }
  const [time] = times;
  const end = cadence.windowEnd(day);
  const due = cadence.timeDeclared ? at(end - 1, time) : at(end, 0);
  return [toOccurrence(cadence, at(day, time), at(day, 0), due)];
}

function toOccurrence(
  { grace }: Cadence,
  scheduled: number,
  opens: number,
  due: number,
): Occurrence {
  const [scheduledAt, opensAt, dueAt, missedAt] = [
    scheduled,
    opens,
    due,
    due + grace,
  ].map(instant => new Date(instant).toISOString());
  return { scheduledAt, opensAt, dueAt, missedAt };
}
