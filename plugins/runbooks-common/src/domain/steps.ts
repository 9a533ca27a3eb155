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
  if (definition.killer && state === 'skipped') {
    throw new InputError(
      'This step cannot be skipped; say that it failed, or that it does not apply',
    );
  }
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

function passes(result: CheckResult | null, now: Date): boolean {
  return result !== null && result.outcome === 'pass' && isFresh(result, now);
}
