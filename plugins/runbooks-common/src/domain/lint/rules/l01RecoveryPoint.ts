import type { Document, Passage, Scope } from '../corpus/types';
import type { Violation } from '../types';
import {
  DURATION,
  durationsIn,
  lengthText,
  minutesOf,
  sentencesOf,
} from '../words';
import { perScope, type LintRule } from './rule';

const BACKUP =
  /\b(?:back(?:ed|s|ing)? ?up|backups?|dump(?:s|ed)?|snapshots?|incremental(?:s|ly)?)\b/i;
/** What keeps every instant, however rare the full backups are. */
const CONTINUOUS =
  /any instant|point[- ]in[- ]time|\bPITR\b|continuous|\bWAL\b|log (?:backups?|shipping)|\blogs allow\b|replicat/i;
const EVERY = new RegExp(
  `\\bevery (?:${DURATION}|(minute|hour|day|night|week|month)\\b)`,
  'gi',
);
const NAMED: [RegExp, number][] = [
  [/\bhourly\b/i, 60],
  [/\b(?:daily|nightly|(?:a|per) (?:day|night))\b/i, 24 * 60],
  [/\b(?:weekly|(?:a|per) week)\b/i, 7 * 24 * 60],
];
/** How long something is kept is no interval, nor is that of a second backup. */
const NO_INTERVAL =
  /\b(?:kept|keep|retention|besides?|in addition to|next to|on top of)\b/i;
const OBJECTIVE = /\bRPO\b|recovery point|lost at most|lose at most/i;

/** Shortest interval of backups that a text names, in minutes. */
function intervalOf(text: string): number | null {
  const taken = sentencesOf(text)
    .filter(sentence => BACKUP.test(sentence) && !NO_INTERVAL.test(sentence))
    .join(' ');
  const found = [...taken.matchAll(EVERY)].map(match => {
    const unit = match[3] === 'night' ? 'day' : match[3];
    return unit ? minutesOf('1', unit) : minutesOf(match[1], match[2]);
  });
  for (const [pattern, minutes] of NAMED)
    if (pattern.test(taken)) found.push(minutes);
  return found.length > 0 ? Math.min(...found) : null;
}

/** Tightest recovery point that a document promises, in minutes. */
function promisedBy(document: Document): number | null {
  const promised = document.passages
    .filter(({ text }) => OBJECTIVE.test(text))
    .flatMap(({ text }) =>
      sentencesOf(text).filter(sentence => OBJECTIVE.test(sentence)),
    )
    .flatMap(durationsIn);
  for (const { head, cells } of document.rows) {
    const column = head.findIndex(title => OBJECTIVE.test(title));
    if (column >= 0) promised.push(...durationsIn(cells[column] ?? ''));
  }
  return promised.length > 0
    ? Math.min(...promised.map(({ minutes }) => minutes))
    : null;
}

function check(scope: Scope): Violation[] {
  const databases = scope.resources.filter(
    ({ type, rpo }) => type === 'database' && rpo !== null,
  );
  return scope.documents.flatMap(document => {
    const isContinuous = document.passages.some(
      ({ text }) =>
        BACKUP.test(text) &&
        CONTINUOUS.test(text.replace(/files replicate\b/i, '')),
    );
    if (isContinuous) return [];
    const declared = databases.map(({ rpo }) => rpo ?? Infinity);
    const rpo = Math.min(promisedBy(document) ?? Infinity, ...declared);
    return document.passages.flatMap((passage: Passage) => {
      const interval =
        passage.kind === 'paragraph' ? intervalOf(passage.text) : null;
      if (interval === null || interval <= rpo) return [];
      return {
        file: passage.file,
        line: passage.line,
        message: `Backups are ${lengthText(
          interval,
        )} apart, but at most ${lengthText(rpo)} of data may be lost.`,
        fix: `Back up at least every ${lengthText(
          rpo,
        )}, or ship logs continuously, or declare the recovery point that you can keep.`,
      };
    });
  });
}

/** L1: the declared recovery point is shorter than the time between backups. */
export const recoveryPoint: LintRule = {
  id: 'L1',
  title: 'backup interval longer than the recovery point objective',
  severity: 'error',
  check: perScope(check),
};
