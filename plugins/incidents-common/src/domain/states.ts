import { Incident, IncidentState } from '../api';

/**
 * The state machine. Nothing leads to `merged` yet: merging needs the incident
 * that takes over.
 */
const NEXT: Record<IncidentState, readonly IncidentState[]> = {
  detected: [
    'triaged',
    'acknowledged',
    'investigating',
    'identified',
    'mitigating',
    'mitigated',
    'resolved',
    'declined',
  ],
  triaged: [
    'acknowledged',
    'investigating',
    'identified',
    'mitigating',
    'mitigated',
    'resolved',
    'declined',
  ],
  acknowledged: [
    'investigating',
    'identified',
    'mitigating',
    'mitigated',
    'resolved',
    'declined',
  ],
  investigating: [
    'identified',
    'mitigating',
    'mitigated',
    'resolved',
    'declined',
  ],
  identified: ['investigating', 'mitigating', 'mitigated', 'resolved'],
  mitigating: ['investigating', 'identified', 'mitigated', 'resolved'],
  mitigated: ['investigating', 'monitoring', 'resolved'],
  monitoring: ['investigating', 'mitigated', 'resolved'],
  resolved: ['reopened', 'review', 'closed'],
  reopened: [
    'investigating',
    'identified',
    'mitigating',
    'mitigated',
    'resolved',
  ],
  review: ['reopened', 'closed'],
  closed: [],
  declined: [],
  merged: [],
};

const MITIGATED: ReadonlySet<IncidentState> = new Set([
  'mitigated',
  'monitoring',
]);

const ENDED: ReadonlySet<IncidentState> = new Set([
  'resolved',
  'review',
  'closed',
]);

/** It turned out to be no incident, or none of its own: no promise counts. */
const VOID: ReadonlySet<IncidentState> = new Set(['declined', 'merged']);

/** States that an incident may go to from here. */
export function nextStates(state: IncidentState): readonly IncidentState[] {
  return NEXT[state];
}

/** Whether somebody still has to do something about it. */
export function isOpen(state: IncidentState): boolean {
  return !ENDED.has(state) && !VOID.has(state);
}

/** Whether it was an incident at all, with promises to keep. */
export function isVoid(state: IncidentState): boolean {
  return VOID.has(state);
}

/** Whether reaching this state means that a person has taken the incident on. */
export function impliesAcknowledged(state: IncidentState): boolean {
  return state !== 'detected' && state !== 'triaged' && !VOID.has(state);
}

/** What a change of state says besides the state itself. */
export type StateStamps = Pick<
  Incident,
  | 'acknowledgedAt'
  | 'acknowledgedBy'
  | 'commander'
  | 'mitigatedAt'
  | 'resolvedAt'
>;

/**
 * The stamps of an incident that goes to `state` at `at` (ISO-8601). The first
 * person to touch it has acknowledged it and is its commander until another is
 * named. A mitigation or resolution that did not hold is taken back: its clock
 * runs on as if it had never stopped.
 */
export function stampsAfter(
  before: StateStamps,
  state: IncidentState,
  actor: string,
  at: string,
): StateStamps {
  const taken = impliesAcknowledged(state) && before.acknowledgedAt === null;
  const mitigated = MITIGATED.has(state);
  const ended = ENDED.has(state);
  return {
    acknowledgedAt: taken ? at : before.acknowledgedAt,
    acknowledgedBy: taken ? actor : before.acknowledgedBy,
    commander: taken ? before.commander ?? actor : before.commander,
    mitigatedAt:
      mitigated && before.mitigatedAt === null
        ? at
        : keptIf(mitigated || ended, before.mitigatedAt),
    resolvedAt:
      ended && before.resolvedAt === null
        ? at
        : keptIf(ended, before.resolvedAt),
  };
}

function keptIf(condition: boolean, value: string | null): string | null {
  return condition ? value : null;
}
