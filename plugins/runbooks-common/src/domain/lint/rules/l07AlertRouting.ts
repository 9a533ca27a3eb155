import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

function check({ rules }: Scope): Violation[] {
  return rules.flatMap(({ system, name, severity, hasRunbook, file, line }) => {
    // A monitor of Datadog names its runbook in any words of its message.
    const missing = [
      ...(severity ? [] : ['severity']),
      ...(hasRunbook || system === 'datadog' ? [] : ['runbook link']),
    ];
    if (missing.length === 0) return [];
    return {
      file,
      line,
      message: `${name} has no ${missing.join(' and no ')}.`,
      fix: 'Add the label "severity" and the annotation "runbook_url", so that the alert finds the right person and the steps.',
    };
  });
}

/** L7: an alert rule without severity or runbook link. */
export const alertRouting: LintRule = {
  id: 'L7',
  title: 'alert rule without severity or runbook link',
  severity: 'warning',
  check: perScope(check),
};
