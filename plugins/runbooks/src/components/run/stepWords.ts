import { StepState } from '@opsdeck/backstage-plugin-runbooks-common';

/** States other than done that a person may set, with the button that does it. */
export const OTHER_STATES: readonly [state: StepState, effect: string][] = [
  ['failed', 'Mark as failed'],
  ['not-applicable', 'Mark as not applicable'],
  ['deferred', 'Defer'],
  ['skipped', 'Skip'],
];

const WORDS: Record<StepState, string> = {
  open: 'open',
  done: 'done',
  failed: 'failed',
  'not-applicable': 'not applicable',
  deferred: 'deferred',
  skipped: 'skipped',
};

/** The state as people say it. */
export function stateWord(state: StepState): string {
  return WORDS[state];
}
