import {
  Incident,
  nextStates,
} from '@opsdeck/backstage-plugin-incidents-common';

/** The changes of state that buttons offer, in their usual order. */
const STEPS = [
  'acknowledged',
  'mitigated',
  'resolved',
  'declined',
  'reopened',
] as const;

/** A change of state that a button offers. */
export type Step = (typeof STEPS)[number];

/** The steps that an incident allows now. */
export function stepsOf({ state }: Incident): readonly Step[] {
  const possible = nextStates(state);
  return STEPS.filter(step => possible.includes(step));
}
