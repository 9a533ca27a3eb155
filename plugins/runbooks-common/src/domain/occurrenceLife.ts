import { Calendar } from '@opsdeck/backstage-plugin-operations-common';
import { Recurrence } from './cadence';
import { dueState } from './due';
import { Occurrence, nextOccurrence, occurrencesBetween } from './recurrence';

/** An occurrence that is written down, was not due yet, and that no run has. */
export interface PendingOccurrence extends Occurrence {
  /** Since when the plan no longer has it (UTC); null while it has. */
  withdrawnAt: string | null;
}

/** What is to be written of the occurrences of a checklist. */
export interface OccurrencePlan {
  /** Opened since the last time, oldest first: none of a downtime is missing. */
  opened: Occurrence[];
  /** Pending ones that the cadence or the calendar have at another time by now, or again. */
  changed: Occurrence[];
  /** Names of pending ones that the cadence or the calendar have no longer. */
  withdrawn: string[];
  /** When the next one opens (UTC); null when none does. */
  nextOpenAt: string | null;
}

/**
 * What becomes of the occurrences of a checklist at `now`. What has been due is never
 * changed: a new cadence or a new holiday undoes no omission.
 *
 * @param recurrence - undefined when it is started on demand only.
 * @param options.since - up to when its occurrences were written down (UTC).
 * @param options.pending - those that are written down and not due yet.
 * @throws InputError saying what of the recurrence cannot be used.
 */
export function planOccurrences(
  recurrence: Recurrence | undefined,
  options: {
    calendar?: Calendar;
    since: Date;
    now: Date;
    pending: readonly PendingOccurrence[];
  },
): OccurrencePlan {
  const { calendar, since, now, pending } = options;
  const between = (from: Date) =>
    recurrence ? occurrencesBetween(recurrence, from, now, calendar) : [];
  const current = new Map(between(now).map(each => [each.scheduledAt, each]));
  return {
    opened: between(since),
    changed: pending.flatMap(stored => {
      const planned = current.get(stored.scheduledAt);
      return planned && !isAsPlanned(stored, planned) ? planned : [];
    }),
    withdrawn: pending
      .filter(
        ({ scheduledAt, withdrawnAt }) =>
          withdrawnAt === null && !current.has(scheduledAt),
      )
      .map(({ scheduledAt }) => scheduledAt),
    nextOpenAt:
      (recurrence && nextOccurrence(recurrence, now, calendar)?.opensAt) ??
      null,
  };
}

function isAsPlanned(stored: PendingOccurrence, planned: Occurrence): boolean {
  return (
    stored.withdrawnAt === null &&
    stored.opensAt === planned.opensAt &&
    stored.dueAt === planned.dueAt &&
    stored.missedAt === planned.missedAt &&
    stored.movedFrom === planned.movedFrom
  );
}

/**
 * Whether a run may take an occurrence: one whose grace is over may be caught up with
 * as long as it is the latest; an older one is on record as missed, for good.
 *
 * @param latestAt - name of the latest occurrence of the checklist that has opened.
 */
export function canStart(
  occurrence: Occurrence & { doneAt: string | null },
  latestAt: string,
  now: Date,
): boolean {
  const isMissed = dueState(occurrence, now) === 'missed';
  return !isMissed || occurrence.scheduledAt >= latestAt;
}
