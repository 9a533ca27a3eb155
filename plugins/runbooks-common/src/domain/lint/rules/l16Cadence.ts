import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

const CODES = ['cadence-indeterminate', 'cadence-ambiguous'];
const LATE_DAY = /BYMONTHDAY=(29|30|31)\b/;

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ file, runbook }) => [
    ...runbook.problems
      .filter(({ code }) => CODES.includes(code))
      .map(({ line, message }) => ({
        file,
        line,
        message: message.split(/(?<=\.)\s/)[0],
        fix: 'Declare the cadence in the front matter, for example FREQ=MONTHLY;BYDAY=1SU.',
      })),
    ...runbook.checklists.flatMap(({ cadence, line, title }) => {
      const day = LATE_DAY.exec(cadence ?? '')?.[1];
      if (!day) return [];
      return {
        file,
        line,
        message: `"${title}" is due on day ${day} of the month, which not every month has.`,
        fix: 'Write BYMONTHDAY=-1 for the last day.',
      };
    }),
  ]);
}

/** L16: a cadence that leaves the day open. */
export const cadence: LintRule = {
  id: 'L16',
  title: 'cadence without a determinate day',
  severity: 'warning',
  check: perScope(check),
};
