import {
  Calendar,
  dayOf,
  instantOf,
  instantUnder,
  localTimeAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { DateTime, Duration } from 'luxon';
import { Cadence, Recurrence, parseCadence } from './cadence';
import { Place, Placer } from './Placer';

/** One time that a checklist comes round. Instants are ISO-8601 UTC. */
export interface Occurrence {
  /**
   * Names the occurrence: the instant of its first day at the time of day that it is
   * due, as the cadence has it. A calendar that moves it does not change its name.
   */
  scheduledAt: string;
  /** From here on it can be done. */
  opensAt: string;
  /** From here on it is overdue. */
  dueAt: string;
  /** From here on it is missed. */
  missedAt: string;
  /** When it would be due but for the calendar; absent where it was not moved. */
  movedFrom?: string;
}

const DAY = 86_400_000;

/** How far ahead the next occurrence is looked for, in days, step by step. */
const HORIZONS = [2, 9, 65, 400, 4 * 366 + 31];

/**
 * The occurrences that are due after `from` and open by `to`, in order.
 *
 * Without a named day an occurrence lasts its whole period: a weekly one is due by
 * the end of Sunday, a quarterly one by the end of the quarter. With a named day it
 * opens when the day begins. Where hours are named, each opens at its time and is
 * due when the next one opens. A declared window opens it that long before it is due.
 *
 * @param calendar - the holidays that the recurrence heeds, if it names a calendar and
 *   there is one; without it every day is a working day.
 * @throws InputError saying what of the recurrence cannot be used.
 */
export function occurrencesBetween(
  recurrence: Recurrence,
  from: Date,
  to: Date,
  calendar?: Calendar,
): Occurrence[] {
  const cadence = parseCadence(recurrence);
  const placer = new Placer(cadence, recurrence.rules ?? {}, calendar);
  const localDay = (instant: Date) =>
    dayOf(localTimeAt(cadence.zone, instant.getTime()));
  const first = placer.earliest(cadence.windowBefore(localDay(from)) - 1);
  const last = placer.latest(localDay(latestDue(cadence, to)) + 1);
  const [after, by] = [from.toISOString(), to.toISOString()];
  const found = new Map<string, Occurrence>();
  for (const place of placer.place(cadence.daysBetween(first, last))) {
    for (const each of occurrencesAt(cadence, place)) {
      // Where the clocks skip an hour two times of day are one instant; the last has the time.
      found.set(each.scheduledAt, each);
    }
  }
  return [...found.values()].filter(
    ({ dueAt, opensAt }) => dueAt > after && opensAt <= by,
  );
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
  calendar?: Calendar,
): Occurrence | undefined {
  for (const days of HORIZONS) {
    const to = new Date(after.getTime() + days * DAY);
    const next = occurrencesBetween(recurrence, after, to, calendar).find(
      ({ opensAt }) => opensAt > after.toISOString(),
    );
    if (next) return next;
  }
  return undefined;
}

/** The latest that anything can be due at which has opened by an instant. */
function latestDue({ window, zone }: Cadence, by: Date): Date {
  return new Date(
    window === null ? by : shifted(by.getTime(), window, 'plus', zone),
  );
}

/** An instant so much later or earlier: days and longer by the calendar of the zone. */
function shifted(
  instant: number,
  length: string,
  direction: 'plus' | 'minus',
  zone: Cadence['zone'],
): number {
  return DateTime.fromMillis(instant, { zone: zone.name })
    [direction](Duration.fromISO(length))
    .toMillis();
}

/** The occurrences of one day or period, one for each time of day. */
function occurrencesAt(cadence: Cadence, place: Place): Occurrence[] {
  const { zone, times, window, grace } = cadence;
  const spans = spansOf(cadence, place);
  const unmoved = place.isMoved && spansOf(cadence, place.unmoved);
  return spans.flatMap((span, index) => {
    if (!span) return [];
    const { opens, due } = span;
    const before = unmoved ? unmoved[index]?.due : undefined;
    return [
      {
        scheduledAt: text(
          instantOf(zone, place.unmoved.first * DAY + times[index]),
        ),
        opensAt: text(
          window === null ? opens : shifted(due, window, 'minus', zone),
        ),
        dueAt: text(due),
        missedAt: text(shifted(due, grace, 'plus', zone)),
        ...(before === undefined || before === due
          ? {}
          : { movedFrom: text(before) }),
      },
    ];
  });
}

function text(instant: number): string {
  return new Date(instant).toISOString();
}

/** When each time of day opens and is due; undefined where the clocks let it fall out. */
function spansOf(
  { zone, times, timeDeclared, clocks }: Cadence,
  { first, end }: Place['unmoved'],
): ({ opens: number; due: number } | undefined)[] {
  const dayBegins = (day: number) => instantOf(zone, day * DAY);
  const at = (day: number, time: number) =>
    instantUnder(zone, day * DAY + time, clocks);
  if (times.length > 1) {
    const instants = times.map(time => at(first, time));
    return instants.map((opens, index) => {
      const next = instants.slice(index + 1).find(each => each !== undefined);
      return opens === undefined
        ? undefined
        : { opens, due: next ?? dayBegins(first + 1) };
    });
  }
  const due = timeDeclared ? at(end - 1, times[0]) : dayBegins(end);
  return [due === undefined ? undefined : { opens: dayBegins(first), due }];
}
