import type { Passage, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { NUMBER, numberOf } from '../words';
import { commandsOf, isShell, perScope, type LintRule } from './rule';

const UNITS = '(?:pods?|replicas?|instances?)';
const BASELINE = new RegExp(
  `\\b(?:baseline|normally|at least|minimum|never fewer than)\\b[^.\\n]{0,40}?\\b(${NUMBER}) ${UNITS}\\b|\\b(${NUMBER}) ${UNITS}\\b[^.\\n]{0,30}\\bbaseline\\b`,
  'i',
);
const SCALE = /--replicas[= ](\d+)|\\?"replicas\\?"\s*:\s*(\d+)/;

function check({ documents, passages }: Scope): Violation[] {
  const baselines = passages.flatMap((passage: Passage) => {
    const match = BASELINE.exec(passage.text);
    return match ? { passage, count: numberOf(match[1] ?? match[2]) } : [];
  });
  if (baselines.length === 0) return [];
  const lowest = baselines.reduce((a, b) => (b.count < a.count ? b : a));
  return documents.flatMap(({ fences }) =>
    fences
      .filter(isShell)
      .flatMap(commandsOf)
      .flatMap(({ text, file, line }) => {
        const match = SCALE.exec(text);
        const count = match ? Number(match[1] ?? match[2]) : Infinity;
        // Down to none is meant.
        if (count === 0 || count >= lowest.count) return [];
        return {
          file,
          line,
          message: `This scales to ${count}, below the baseline of ${lowest.count} (${lowest.passage.file}:${lowest.passage.line}).`,
          fix: `Scale to ${lowest.count} or more, or leave the number to the autoscaler.`,
        };
      }),
  );
}

/** L19: a step that scales below the baseline. */
export const scaleBelowBaseline: LintRule = {
  id: 'L19',
  title: 'scale step below the baseline',
  severity: 'warning',
  check: perScope(check),
};
