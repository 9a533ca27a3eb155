import { Temporal } from 'temporal-polyfill';
import { Cadence, Recurrence, parseCadence } from './cadence';
import { instantOf, isoOf, localDate } from './localTime';

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
  const first = localDate(from, cadence.zone)
    .subtract(cadence.window)
    .subtract({ days: 1 });
  const last = localDate(to, cadence.zone).add({ days: 1 });
  const [after, by] = [from.toISOString(), to.toISOString()];
  return cadence
    .datesBetween(first, last)
    .flatMap(date => occurrencesOf(cadence, date))
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
    const to = new Date(after.getTime() + days * 86_400_000);
    const next = occurrencesBetween(recurrence, after, to).find(
      ({ opensAt }) => opensAt > after.toISOString(),
    );
    if (next) return next;
  }
  return undefined;
}

function occurrencesOf(
  cadence: Cadence,
  date: Temporal.PlainDate,
): Occurrence[] {
  const { times, zone } = cadence;
  const midnight = new Temporal.PlainTime();
  const at = (day: Temporal.PlainDate, time: Temporal.PlainTime) =>
    instantOf(day, time, zone);
  if (times.length > 1) {
    const dayEnd = at(date.add({ days: 1 }), midnight);
    return times.map((time, index) => {
      const opens = at(date, time);
      const next = times[index + 1];
      const due = next ? at(date, next) : dayEnd;
      return toOccurrence(cadence, opens, opens, due);
    });
  }
  const [time] = times;
  const lastDay = date.add(cadence.window).subtract({ days: 1 });
  const due = cadence.timeDeclared
    ? at(lastDay, time)
    : at(lastDay.add({ days: 1 }), midnight);
  return [toOccurrence(cadence, at(date, time), at(date, midnight), due)];
}

function toOccurrence(
  { grace }: Cadence,
  scheduled: Temporal.Instant,
  opens: Temporal.Instant,
  due: Temporal.Instant,
): Occurrence {
  return {
    scheduledAt: isoOf(scheduled),
    opensAt: isoOf(opens),
    dueAt: isoOf(due),
    missedAt: isoOf(due.add(grace)),
  };
}
