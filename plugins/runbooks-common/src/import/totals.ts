import type { RunbookChecklist, RunbookStep, StepTotals } from './types';

/** Counts the steps of each form, children included. */
export function stepTotals(checklists: RunbookChecklist[]): StepTotals {
  const totals: StepTotals = {
    task: 0,
    ordered: 0,
    bullet: 0,
    'alert-action': 0,
    'shell-comment': 0,
  };
  const count = (steps: RunbookStep[]) => {
    for (const step of steps) {
      totals[step.form] += 1;
      count(step.children);
    }
  };
  for (const checklist of checklists) count(checklist.steps);
  return totals;
}
