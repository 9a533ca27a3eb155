import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { messages } from '../translation/messages';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

const SHAPES: Record<Verdict, string> = {
  met: '✓',
  'at-risk': '▲',
  breached: '✕',
  unknown: '?',
};

/**
 * The verdict as a word; null is "not declared". In English where no translator
 * is at hand, as in files for other programs.
 */
export function verdictWord(
  verdict: Verdict | null,
  t?: KitTranslator,
): string {
  const word = verdict ?? 'undeclared';
  return t ? t(`verdict.${word}`) : messages.verdict[word];
}

/** The verdict as a character for plain text such as titles and CSV; null is a dash. */
export function verdictShape(verdict: Verdict | null): string {
  return verdict === null ? '—' : SHAPES[verdict];
}
