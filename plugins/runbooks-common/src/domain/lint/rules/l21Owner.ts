import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ file, runbook }) =>
    runbook.checklists
      .filter(
        ({ cadence, kind, owner: named, role }) =>
          (cadence || kind === 'maintenance') && !named && !role,
      )
      .map(({ title, line }) => ({
        file,
        line,
        message: `"${title}" names nobody who does it each time.`,
        fix: 'Name an owner or a role in the front matter: owner: group:default/operators.',
      })),
  );
}

/** L21: a recurring list that nobody owns. */
export const owner: LintRule = {
  id: 'L21',
  title: 'recurring list without owner or role',
  severity: 'warning',
  check: perScope(check),
};
