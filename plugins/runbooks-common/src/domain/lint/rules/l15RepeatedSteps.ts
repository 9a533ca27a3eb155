import { textSimilarity } from '../../../import/identity/matchSteps';
import { wordsOf } from '../../../import/headings/words';
import type { RunbookChecklist } from '../../../import';
import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

interface Place {
  file: string;
  checklist: RunbookChecklist;
}

const MIN_WORDS = 3;
const SAME_TEXT = 0.9;
/** Steps that two lists share before they count as one list kept twice. */
const SHARED = 3;

/** The same words, or the same with something added at the end. */
function isSame(a: string, b: string): boolean {
  const [short, long] = [wordsOf(a), wordsOf(b)].sort(
    (x, y) => x.length - y.length,
  );
  if (short.length < MIN_WORDS) return false;
  return (
    short.every((word, index) => long[index] === word) ||
    textSimilarity(a, b) >= SAME_TEXT
  );
}

const EMPTY_WORDS = new Set(
  'a all and are at by done every for has have in is it its of on the that to with'.split(
    ' ',
  ),
);

function contentWords(text: string): string[] {
  return wordsOf(text).filter(word => !EMPTY_WORDS.has(word));
}

/** Every word of the shorter one that says something is in the longer one. */
function isAbout(a: string, b: string): boolean {
  const [short, long] = [contentWords(a), contentWords(b)].sort(
    (x, y) => x.length - y.length,
  );
  return short.length >= 2 && short.every(word => long.includes(word));
}

/** Each step once, by the first list that has it: with many lists the pairs would be without end. */
function onOneCadence(earlier: readonly Place[], place: Place): Violation[] {
  return place.checklist.steps.flatMap(step => {
    for (const { file, checklist } of earlier) {
      const same = checklist.steps.find(({ text }) => isSame(text, step.text));
      if (same) {
        return {
          file: place.file,
          line: step.line,
          message: `"${step.text}" is also on "${checklist.title}" (${file}:${same.line}), which is due as often.`,
          fix: 'Keep it on one of the two lists: what is ticked twice is read by nobody.',
        };
      }
    }
    return [];
  });
}

/** The list once, by the first that has the same steps. */
function onOneOccasion(earlier: readonly Place[], place: Place): Violation[] {
  const { file, checklist } = place;
  for (const first of earlier) {
    const shared = checklist.steps.filter(step =>
      first.checklist.steps.some(({ text }) => isAbout(text, step.text)),
    );
    if (shared.length >= SHARED) {
      return [
        {
          file,
          line: checklist.line,
          message: `${shared.length} steps of "${checklist.title}" are also on "${first.checklist.title}" (${first.file}:${first.checklist.line}).`,
          fix: 'Make one list of the two, or let each have its own steps.',
        },
      ];
    }
  }
  return [];
}

function check({ documents }: Scope): Violation[] {
  const places = documents.flatMap(({ file, runbook }) =>
    runbook.checklists.map((checklist): Place => ({ file, checklist })),
  );
  return places.flatMap((place, index) => {
    const { cadence, kind } = place.checklist;
    const earlier = places
      .slice(0, index)
      .filter(
        ({ checklist }) =>
          checklist.cadence === cadence && checklist.kind === kind,
      );
    return cadence
      ? onOneCadence(earlier, place)
      : onOneOccasion(earlier, place);
  });
}

/** L15: the same step on two lists of one cadence, or one list kept twice. */
export const repeatedSteps: LintRule = {
  id: 'L15',
  title: 'the same steps on two lists',
  severity: 'warning',
  check: perScope(check),
};
