import {
  Incident,
  IncidentState,
  nextStates,
} from '@opsdeck/backstage-plugin-incidents-common';

/** A change of state that a button offers. */
export interface Step {
  state: IncidentState;
  /** What the button does, before the incident's number. */
  label: string;
  consequence: string;
}

/** In their usual order. */
const STEPS: readonly Step[] = [
  {
    state: 'acknowledged',
    label: 'Acknowledge',
    consequence:
      'You take it on: the acknowledge clock stops and you become its commander.',
  },
  {
    state: 'mitigated',
    label: 'Mark as mitigated',
    consequence:
      'Users no longer notice it: the resolve clock stops. Mitigated is not resolved.',
  },
  {
    state: 'resolved',
    label: 'Resolve',
    consequence:
      'The cause is gone: the incident leaves the list of open ones.',
  },
  {
    state: 'declined',
    label: 'Decline',
    consequence:
      'It was no incident: its clocks stop and it counts in no figure.',
  },
  {
    state: 'reopened',
    label: 'Reopen',
    consequence:
      'It is not over after all: its resolve clock runs on as if it had never stopped.',
  },
];

/** The steps that an incident allows now. */
export function stepsOf({ state }: Incident): readonly Step[] {
  const possible = nextStates(state);
  return STEPS.filter(step => possible.includes(step.state));
}
