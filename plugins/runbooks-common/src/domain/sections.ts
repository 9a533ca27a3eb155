import { InputError } from '@backstage/errors';
import { RunStep } from '../api';
import { RunbookStep } from '../import';
import { PlacedStep, awaitsConfirmation, flattenSteps } from './steps';

/**
 * The sections of a checklist in the order of the document. A pause point ends the
 * section that it stands in, its own sub-steps included; a checklist without pause
 * points is one section. (Gawande: a checklist is read at clear pause points, where
 * the team stops until everything up to here is settled.)
 */
export function sectionsOf(steps: readonly RunbookStep[]): PlacedStep[][] {
  const sections: PlacedStep[][] = [];
  /** Depths of the pause points that no step beside or above has followed yet. */
  let pending: number[] = [];
  for (const placed of flattenSteps(steps)) {
    const begins = pending.some(depth => placed.depth <= depth);
    if (sections.length === 0 || begins) sections.push([]);
    pending = pending.filter(depth => placed.depth > depth);
    sections[sections.length - 1].push(placed);
    if (placed.step.pausePoint) pending.push(placed.depth);
  }
  return sections;
}

/** Whether nothing more is to be done or confirmed about a step. */
export function isSettled(definition: RunbookStep, step: RunStep): boolean {
  return step.state !== 'open' && !awaitsConfirmation(definition, step);
}

/**
 * The first step of an earlier section that is open or waits for a second person;
 * undefined when the section of `stepId` is open for work.
 */
export function pausedBy(
  definition: readonly RunbookStep[],
  states: readonly RunStep[],
  stepId: string,
): RunbookStep | undefined {
  const sections = sectionsOf(definition);
  const own = sections.findIndex(section =>
    section.some(({ step }) => step.id === stepId),
  );
  const byId = new Map(states.map(state => [state.stepId, state]));
  return sections
    .slice(0, Math.max(own, 0))
    .flat()
    .map(({ step }) => step)
    .find(step => {
      const state = byId.get(step.id);
      return state !== undefined && !isSettled(step, state);
    });
}

/**
 * Whether a person may close a step now. Opening one again is always allowed.
 *
 * @throws InputError naming the step before the pause point that is not settled.
 */
export function checkPausePoint(
  definition: readonly RunbookStep[],
  states: readonly RunStep[],
  stepId: string,
): void {
  const before = pausedBy(definition, states, stepId);
  if (!before) return;
  throw new InputError(
    `There is a pause point before this step: first settle “${before.text}”`,
  );
}
