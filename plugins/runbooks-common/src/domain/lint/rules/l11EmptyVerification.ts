import { cadenceFromWords } from '../../../import/headings/cadenceWords';
import type { Document, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { sentencesOf } from '../words';
import { commandsOf, isShell, perScope, type LintRule } from './rule';

const LISTING =
  /^(?:aws\s+s3\s+ls|gsutil\s+ls|gcloud\s+storage\s+ls|az\s+storage\s+blob\s+list|ls)\b/;
const DUMP =
  /\b(?:pg_dump|pg_dumpall|mysqldump|mongodump|aws\s+s3\s+cp|velero\s+backup)\b/;
const REGULAR_TEST =
  /\b(?:regular(?:ly)?|periodic(?:ally)?|from time to time)\b[^.]*\b(?:restor\w+|recovery|backup)\b[^.]*\btest|\btest\w*\b[^.]*\b(?:restor\w+|backups?)\b[^.]*\b(?:regularly|periodically|from time to time)\b/i;

function listings({ fences }: Document): Violation[] {
  return fences.filter(isShell).flatMap(fence => {
    const commands = commandsOf(fence);
    const about = `${fence.heading?.text ?? ''} ${fence.lines
      .filter(line => line.trim().startsWith('#'))
      .join(' ')}`;
    return commands
      .filter(({ text }, index) => {
        if (!LISTING.test(text) || text.includes('|')) return false;
        const afterDump = commands
          .slice(0, index)
          .some(before => DUMP.test(before.text));
        const onlyOne = index === commands.length - 1;
        const verifies =
          /\bverif\w*|\bcheck\w*/i.test(about) &&
          /\bbackups?\b|\bdumps?\b/i.test(about);
        return onlyOne && (afterDump || verifies);
      })
      .map(({ text, file, line }) => ({
        file,
        line,
        message: `"${text
          .split(/\s+/)
          .slice(0, 3)
          .join(
            ' ',
          )}" lists the folder: it does not show that the backup is whole or can be restored.`,
        fix: 'Check age, size and checksum, and restore it into an empty database on a cadence; compare record counts.',
      }));
  });
}

function regularTests({ passages }: Document): Violation[] {
  return passages
    .filter(({ text }) =>
      sentencesOf(text).some(
        sentence => REGULAR_TEST.test(sentence) && !cadenceFromWords(sentence),
      ),
    )
    .map(({ file, line }) => ({
      file,
      line,
      message: 'Restores are tested "regularly", which no one can check.',
      fix: 'Say how often, as a checklist with a cadence such as FREQ=MONTHLY;BYDAY=1TU.',
    }));
}

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(document => [
    ...listings(document),
    ...regularTests(document),
  ]);
}

/** L11: a verification that shows nothing. */
export const emptyVerification: LintRule = {
  id: 'L11',
  title: 'verification that verifies nothing',
  severity: 'error',
  check: perScope(check),
};
