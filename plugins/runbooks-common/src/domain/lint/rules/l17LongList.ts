import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

/** Five to nine items per pause point (Boorman, Gawande: The Checklist Manifesto). */
const LONGEST = 9;

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ file, runbook }) =>
    runbook.checklists
      .filter(({ steps }) => steps.length > LONGEST)
      .map(({ title, steps, line }) => ({
        file,
        line,
        message: `"${title}" has ${steps.length} steps; lists of more than ${LONGEST} are ticked in batches.`,
        fix: 'Split it at a pause point into sections with a heading each, and leave out what nobody forgets.',
      })),
  );
}

/** L17: a list too long to be worked through with care. */
export const longList: LintRule = {
  id: 'L17',
  title: 'more than nine steps in a section',
  severity: 'info',
  check: perScope(check),
};
