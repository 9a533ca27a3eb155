import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { durationsIn, sentencesOf } from '../words';
import { perScope, type LintRule } from './rule';

/** Automated backups of RDS and of Azure flexible servers end after 35 days. */
const LONGEST = 35 * 24 * 60;
const BACKUP = /\b(?:backups?|dump(?:s|ed)?|snapshots?|copies)\b/i;
const KEPT = /\b(?:kept|keep|keeps|retained|retention)\b/i;
/** What can hold longer. */
const OTHER =
  /AWS Backup|long[- ]term|\bLTR\b|\bvault (?:copy|copies|plan)|exported|manual snapshots|Glacier|second mechanism/i;

function check({ resources, documents }: Scope): Violation[] {
  const managed = resources.find(
    ({ type, isManagedDatabase }) => type === 'database' && isManagedDatabase,
  );
  if (!managed) return [];
  return documents.flatMap(({ passages }) =>
    passages.flatMap(passage => {
      if (!BACKUP.test(passage.text) || OTHER.test(passage.text)) return [];
      const kept = sentencesOf(passage.text)
        .filter(sentence => KEPT.test(sentence) && BACKUP.test(passage.text))
        .flatMap(durationsIn)
        .filter(({ minutes }) => minutes > LONGEST);
      if (kept.length === 0) return [];
      const longest = kept.reduce((a, b) => (b.minutes > a.minutes ? b : a));
      return {
        file: passage.file,
        line: passage.line,
        message: `${managed.name} is a managed database, whose automated backups are kept for 35 days at most, not for "${longest.text}".`,
        fix: 'Name what keeps the older copies: a plan of AWS Backup, long-term retention, or dumps in an archive.',
      };
    }),
  );
}

/** L3: a retention that the named service cannot hold. */
export const retention: LintRule = {
  id: 'L3',
  title: 'retention that the service cannot hold',
  severity: 'error',
  check: perScope(check),
};
