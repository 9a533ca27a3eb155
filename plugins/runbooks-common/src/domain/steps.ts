import { InputError } from '@backstage/errors';
import { CheckResult, RunStep, SetStep, StepState } from '../api';
import { RunbookStep } from '../import';
import { isAhead } from './checks/moment';

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

/**
 * Whether a result may be believed at `now`: not when nothing was observed, when it was
 * observed too long ago, or so far ahead that a clock must be wrong.
 */
export function isFresh(result: CheckResult, now: Date): boolean {
  if (result.observedAt === null || isAhead(result.observedAt, now)) {
    return false;
  }
  const until = Date.parse(result.observedAt) + result.validForMs;
  return now.getTime() < until;
}

/** What a live check does to its step. */
export type CheckEffect = 'tick' | 'reopen' | 'none';

/**
 * A fresh pass ticks an open step, unless a person has opened it again or it needs a
 * second person; a later fail opens again what a check or a person has called done,
 * unless that person gave a reason for it. Unknown does nothing.
 */
export function effectOf(
  step: Pick<RunStep, 'state' | 'method' | 'reason' | 'actor'>,
  result: CheckResult,
  now: Date,
  { fourEyes }: Pick<RunbookStep, 'fourEyes'>,
): CheckEffect {
  if (!isFresh(result, now)) return 'none';
  if (result.outcome === 'pass') {
    const mayTick = step.state === 'open' && step.actor === null && !fourEyes;
    return mayTick ? 'tick' : 'none';
  }
  const overruled = step.method === 'manual' && step.reason !== null;
  const reopens =
    result.outcome === 'fail' && step.state === 'done' && !overruled;
  return reopens ? 'reopen' : 'none';
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
