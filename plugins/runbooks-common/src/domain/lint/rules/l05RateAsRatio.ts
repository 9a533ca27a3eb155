import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { isRate, percentIn, thresholdOf } from './expressions';
import { perScope, type LintRule } from './rule';

function check({ rules }: Scope): Violation[] {
  return rules
    .filter(
      ({ system, expression, text }) =>
        system === 'prometheus' &&
        isRate(expression) &&
        thresholdOf(expression) !== null &&
        percentIn(text) !== null,
    )
    .map(({ name, file, expressionLine, text }) => ({
      file,
      line: expressionLine,
      message: `${name} speaks of ${percentIn(
        text,
      )} %, but its query is a rate in events per second.`,
      fix: 'Divide by the rate of all requests: sum(rate(errors[5m])) / sum(rate(requests[5m])) > 0.05.',
    }));
}

/** L5: text in percent over a query in events per second. */
export const rateAsRatio: LintRule = {
  id: 'L5',
  title: 'text in percent over a rate without denominator',
  severity: 'error',
  check: perScope(check),
};
