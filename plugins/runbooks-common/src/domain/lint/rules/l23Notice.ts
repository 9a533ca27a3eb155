import type { Corpus, Passage } from '../corpus/types';
import type { Violation } from '../types';
import { DURATION, lengthText, minutesOf, sentencesOf } from '../words';
import type { LintRule } from './rule';

const NOTICE = new RegExp(
  `\\b${DURATION}\\s*(?:['’]s?\\s*)?(?:of\\s+)?(?:before|earlier|ahead|in advance|notice)\\b`,
  'i',
);
const TOLD =
  /\b(?:notice|told|hear|heard|announce\w*|inform\w*|notif\w*|warn\w*)\b/i;

interface Notice {
  passage: Passage;
  minutes: number;
}

function noticesOf({ scopes }: Corpus): Notice[] {
  return scopes.flatMap(({ documents }) =>
    documents
      .filter(({ runbook }) => /maintenance|window/i.test(runbook.title ?? ''))
      .flatMap(({ passages }) =>
        passages
          .filter(({ kind }) => kind === 'paragraph')
          .flatMap(passage =>
            sentencesOf(passage.text).flatMap(sentence => {
              const match = NOTICE.exec(sentence);
              if (!match || !TOLD.test(sentence)) return [];
              return { passage, minutes: minutesOf(match[1], match[2]) };
            }),
          ),
      ),
  );
}

function check(corpus: Corpus): Violation[] {
  const notices = noticesOf(corpus);
  const [first, ...others] = [...notices].sort((a, b) => b.minutes - a.minutes);
  return others
    .filter(({ minutes }) => minutes < first.minutes)
    .map(({ passage, minutes }) => ({
      file: passage.file,
      line: passage.line,
      message: `Notice of a window is given ${lengthText(
        minutes,
      )} before it, elsewhere ${lengthText(first.minutes)} (${
        first.passage.file
      }:${first.passage.line}).`,
      fix: 'Agree on one period of notice for all windows, or say why this one is shorter.',
    }));
}

/** L23: two periods of notice for maintenance. */
export const notice: LintRule = {
  id: 'L23',
  title: 'notice shorter than elsewhere',
  severity: 'warning',
  check,
};
