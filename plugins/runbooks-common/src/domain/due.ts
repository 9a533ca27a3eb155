import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { Occurrence } from './recurrence';

/**
 * `upcoming` before it opens, `due` until the instant it is due, `overdue` within
 * the grace after that, `missed` from then on, `done` once a run of it is finished,
 * however late.
 */
export type DueState = 'upcoming' | 'due' | 'overdue' | 'missed' | 'done';

/** An occurrence with what has become of it. */
export interface TrackedOccurrence extends Occurrence {
  /** When a run of it was finished (UTC); null when none was. */
  doneAt: string | null;
}

/** State of an occurrence at `now`. */
export function dueState(
  { opensAt, dueAt, missedAt, doneAt }: TrackedOccurrence,
  now: Date,
): DueState {
  const at = now.toISOString();
  if (doneAt !== null) return 'done';
  if (at < opensAt) return 'upcoming';
  if (at < dueAt) return 'due';
  return at < missedAt ? 'overdue' : 'missed';
}

/** How a checklist with a cadence stands. */
export interface Standing {
  state: DueState;
  /** The occurrence that the state is about; null when none has opened yet. */
  occurrence: TrackedOccurrence | null;
  verdict: Verdict;
  /** When the passing of time alone changes this (UTC). */
  nextChangeAt: string | null;
}

/**
 * How a checklist stands: the newest occurrence that has opened says the state. Its
 * verdict is that of the newest one whose time is over, so that what was missed
 * yesterday is not met again merely because today has begun.
 *
 * @param opened - its newest occurrences that have opened, newest first; two suffice.
 * @param next - the one that opens next.
 */
export function standingOf(
  opened: readonly TrackedOccurrence[],
  next: Occurrence | undefined,
  now: Date,
): Standing {
  const at = now.toISOString();
  const [latest] = opened;
  const changes = [latest?.dueAt, latest?.missedAt, next?.opensAt]
    .flatMap(change => change ?? [])
    .filter(change => change > at)
    .sort();
  const settled = opened
    .map(occurrence => dueState(occurrence, now))
    .find(state => state !== 'due' && state !== 'upcoming');
  return {
    state: latest ? dueState(latest, now) : 'upcoming',
    occurrence: latest ?? null,
    verdict: verdictOf(settled),
    nextChangeAt: changes[0] ?? null,
  };
}

function verdictOf(settled: DueState | undefined): Verdict {
  if (settled === 'missed') return 'breached';
  return settled === 'overdue' ? 'at-risk' : 'met';
}
