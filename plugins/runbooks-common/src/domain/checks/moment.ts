import { ChecklistKind } from '../../import';

/** A clock that is further ahead than this is wrong, and so is what it dated. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/** What a live check needs to know of the run that it is asked in. */
export interface RunMoment {
  /** When somebody started the run (UTC). */
  startedAt: string;
  /** When its occurrence opened (UTC); null when it was started out of turn. */
  opensAt: string | null;
  kind: ChecklistKind;
}

/** When, and in which run, a live check is asked. */
export interface CheckMoment {
  now: Date;
  run: RunMoment;
}

/**
 * From when on an observation counts: `run` since the run was started, `occurrence`
 * since its occurrence opened, `any` however old as long as it is still valid.
 */
export type Since = 'run' | 'occurrence' | 'any';

/** Kinds of checklist whose steps change the very thing that their checks look at. */
const CHANGES_THE_WORLD: readonly ChecklistKind[] = [
  'deployment',
  'incident',
  'alert',
  'recovery',
];

/**
 * The instant from which on an observation counts; null when its age alone matters.
 * Unless told, work that changes the world wants to see it as it is after the run
 * began, or the state before the work would tick the step that follows it.
 */
export function countsFrom(
  since: Since | undefined,
  { startedAt, opensAt, kind }: RunMoment,
): Date | null {
  if (since === undefined) {
    return CHANGES_THE_WORLD.includes(kind) ? new Date(startedAt) : null;
  }
  if (since === 'any') return null;
  return new Date(since === 'occurrence' ? opensAt ?? startedAt : startedAt);
}

/** Whether an instant lies so far ahead of `now` that one of the clocks must be wrong. */
export function isAhead(at: string, now: Date): boolean {
  return Date.parse(at) > now.getTime() + MAX_CLOCK_SKEW_MS;
}

/** An instant as the reasons write it: `2026-11-20 12:00 UTC`. */
export function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
