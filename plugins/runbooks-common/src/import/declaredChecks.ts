import type { FrontMatter } from './frontMatter';
import type { ProblemList } from './problems';
import { parseCheck } from './steps/directives';
import type { RunbookChecklist, RunbookStep } from './types';

/**
 * Gives steps the live checks that front matter declares for them by their id:
 * `checks: { verify-backup: backup.completed resource=shop-db }`. What a step itself
 * says goes before. What cannot be read and what no step has is a problem.
 */
export function applyDeclaredChecks(
  frontMatter: FrontMatter,
  checklists: readonly RunbookChecklist[],
  problems: ProblemList,
): void {
  const { checks } = frontMatter.values;
  if (checks === undefined || checks === null) return;
  const warn = (key: string, message: string) =>
    problems.add(
      'warning',
      'front-matter-value',
      frontMatter.lineOf(key),
      message,
    );
  if (typeof checks !== 'object' || Array.isArray(checks)) {
    warn(
      'checks',
      'Front matter "checks" is not a mapping from ids of steps to live checks.',
    );
    return;
  }
  const steps = stepsById(checklists);
  for (const [id, text] of Object.entries(checks)) {
    const check =
      typeof text === 'string' ? parseCheck(text.trim()) : undefined;
    const step = steps.get(id);
    if (!check) {
      warn(
        id,
        `The check of the step "${id}" cannot be read; write for example backup.completed key=value.`,
      );
    } else if (!step) {
      warn(id, `No step has the id "${id}" that a check is declared for.`);
    } else {
      step.check ??= { ...check, line: frontMatter.lineOf(id) };
    }
  }
}

function stepsById(
  checklists: readonly RunbookChecklist[],
): Map<string, RunbookStep> {
  const steps = new Map<string, RunbookStep>();
  const visit = (step: RunbookStep) => {
    steps.set(step.id, step);
    step.children.forEach(visit);
  };
  checklists.forEach(checklist => checklist.steps.forEach(visit));
  return steps;
}
