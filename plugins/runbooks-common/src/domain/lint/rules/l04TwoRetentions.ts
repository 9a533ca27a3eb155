import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { NUMBER, numberOf } from '../words';
import { perScope, type LintRule } from './rule';

const INSTANT = new RegExp(
  `(?:any instant|point[- ]in[- ]time|\\bPITR\\b)[^.]{0,60}?\\b(${NUMBER})[ -]days?\\b`,
  'i',
);
const KEPT = new RegExp(
  `(?:automated|automatic|full|daily)[^.;]{0,60}?\\bkept for (${NUMBER}) days?\\b`,
  'i',
);

function check({ resources, passages }: Scope): Violation[] {
  const managed = resources.find(
    ({ type, isManagedDatabase }) => type === 'database' && isManagedDatabase,
  );
  if (!managed) return [];
  const keeps = passages.flatMap(passage => {
    const match = KEPT.exec(passage.text);
    return match ? { passage, days: numberOf(match[1]) } : [];
  });
  return passages.flatMap(passage => {
    const match = INSTANT.exec(passage.text);
    const days = match ? numberOf(match[1]) : null;
    const other = keeps.find(kept => days !== null && kept.days !== days);
    if (!other) return [];
    return {
      file: passage.file,
      line: passage.line,
      message: `Any instant of ${days} days, but ${other.passage.file}:${other.passage.line} keeps automated backups for ${other.days} days: on ${managed.name} both are one setting.`,
      fix: 'Choose one number and write it in both places.',
    };
  });
}

/** L4: two numbers for what is one setting. */
export const twoRetentions: LintRule = {
  id: 'L4',
  title: 'two numbers for one retention setting',
  severity: 'warning',
  check: perScope(check),
};
