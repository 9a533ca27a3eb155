import { InputError } from '@backstage/errors';
import { CheckResult, RunStep, SetStep, StepState } from '../api';
import { RunbookStep } from '../import';
import { isFresh } from './checks/effect';

/** A step with its place in the tree. */
export interface PlacedStep {
  step: RunbookStep;
  /** 0 for a step of the checklist itself, 1 for its sub-steps. */
  depth: number;
}

/** The steps of a checklist with their sub-steps, in the order of the document. */
export function flattenSteps(
  steps: readonly RunbookStep[],
  depth = 0,
): PlacedStep[] {
  return steps.flatMap(step => [
    { step, depth },
    ...flattenSteps(step.children, depth + 1),
  ]);
}

/** Whether what became of a four-eyes step still waits for a second person. */
export function awaitsConfirmation(
  { fourEyes }: Pick<RunbookStep, 'fourEyes'>,
  step: Pick<RunStep, 'state' | 'confirmedBy'>,
): boolean {
  return fourEyes && step.state !== 'open' && step.confirmedBy === null;
}

/** Ways round a step; none of them is open for a killer step. */
const SETS_ASIDE: readonly StepState[] = [
  'not-applicable',
  'skipped',
  'deferred',
];

const NEEDS_REASON: readonly StepState[] = [
  'failed',
  'not-applicable',
  'skipped',
  'deferred',
];

/**
 * Whether a person may set a step so.
 *
 * @throws InputError saying what is missing.
 */
export function checkStepChange(
  definition: RunbookStep,
  current: RunStep,
  change: Pick<SetStep, 'state' | 'reason'>,
  now: Date,
): void {
  const { state, reason } = change;
  if (definition.killer) checkKiller(current, state, now);
  if (reason) return;
  if (NEEDS_REASON.includes(state)) {
    throw new InputError(`Say why the step is ${state.replace('-', ' ')}`);
  }
  if (state === 'done' && definition.check && !passes(current.check, now)) {
    throw new InputError(
      'The live check of this step does not pass; say why it is done all the same',
    );
  }
}

/**
 * A killer step (Boorman: one of the few that are most dangerous to leave out) is
 * done or has failed; that it is done takes evidence or a live check that passes.
 */
function checkKiller(current: RunStep, state: StepState, now: Date): void {
  if (SETS_ASIDE.includes(state)) {
    throw new InputError(
      `This step must not be ${wordOf(state)}; it is done, or it has failed`,
    );
  }
  const isProven = current.evidence.length > 0 || passes(current.check, now);
  if (state === 'done' && !isProven) {
    throw new InputError(
      'This step must not be left out: attach evidence before you call it done',
    );
  }
}

function wordOf(state: StepState): string {
  return state === 'not-applicable' ? 'called not applicable' : state;
}

function passes(result: CheckResult | null, now: Date): boolean {
  return result !== null && result.outcome === 'pass' && isFresh(result, now);
}
