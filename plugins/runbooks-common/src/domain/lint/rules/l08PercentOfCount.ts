import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { isRate, isRatio, percentIn, thresholdOf } from './expressions';
import { perScope, type LintRule } from './rule';

const SHARE = /percent|pct|ratio|utili[sz]ation|usage_?p|idle|\*\s*100\b/i;

function check({ rules }: Scope): Violation[] {
  return rules
    .filter(({ expression, text }) => {
      const threshold = thresholdOf(expression);
      return (
        threshold !== null &&
        percentIn(text) === threshold &&
        !isRatio(expression) &&
        !isRate(expression) &&
        !SHARE.test(expression)
      );
    })
    .map(({ name, file, expressionLine, text }) => ({
      file,
      line: expressionLine,
      message: `${name} speaks of ${percentIn(
        text,
      )} %, but its query compares an absolute number.`,
      fix: 'Divide by the total (errors by requests, connections by the limit), or write the number in words.',
    }));
}

/** L8: text in percent over an absolute metric. */
export const percentOfCount: LintRule = {
  id: 'L8',
  title: 'text in percent over an absolute number',
  severity: 'error',
  check: perScope(check),
};
