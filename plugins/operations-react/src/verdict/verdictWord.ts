import { Verdict } from '@opsdeck/backstage-plugin-operations-common';

const WORDS: Record<Verdict, string> = {
  met: 'met',
  'at-risk': 'at risk',
  breached: 'breached',
  unknown: 'unknown',
};

const SHAPES: Record<Verdict, string> = {
  met: '✓',
  'at-risk': '▲',
  breached: '✕',
  unknown: '?',
};

/** The verdict as a word; null is "not declared". */
export function verdictWord(verdict: Verdict | null): string {
  return verdict === null ? 'not declared' : WORDS[verdict];
}

/** The verdict as a character for plain text such as titles and CSV; null is a dash. */
export function verdictShape(verdict: Verdict | null): string {
  return verdict === null ? '—' : SHAPES[verdict];
}
