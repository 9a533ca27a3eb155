import { CheckResult } from '../../api';
import { Sighting } from './readings';

/** What a check concludes, and why in one sentence. */
export interface Finding {
  outcome: CheckResult['outcome'];
  reason: string;
}

export const pass = (reason: string): Finding => ({ outcome: 'pass', reason });
export const fail = (reason: string): Finding => ({ outcome: 'fail', reason });
export const unknown = (reason: string): Finding => ({
  outcome: 'unknown',
  reason,
});

const WORST_FIRST = ['fail', 'unknown', 'pass'] as const;

/**
 * What several findings come to: one that fails fails all, else one that is unknown
 * makes all unknown; pass needs all of them.
 *
 * @param nothing - what it comes to when there is nothing to judge
 */
export function allOf(findings: readonly Finding[], nothing: Finding): Finding {
  const outcome = WORST_FIRST.find(each =>
    findings.some(finding => finding.outcome === each),
  );
  if (!outcome) return nothing;
  const reasons = findings
    .filter(finding => finding.outcome === outcome)
    .map(({ reason }) => reason);
  return { outcome, reason: reasons.join(' ') };
}

/** The answer of a check: what it found, what it saw, and what that is worth. */
export function answerOf(
  { outcome, reason }: Finding,
  seen: {
    observed: CheckResult['observed'];
    threshold: string;
    sighting: Sighting;
  },
): CheckResult {
  const { observed, threshold, sighting } = seen;
  return { outcome, reason, observed, threshold, ...sighting };
}

/** The answer of a check that saw nothing. */
export function noAnswer(reason: string, source: string): CheckResult {
  return {
    ...unknown(reason),
    observed: null,
    threshold: null,
    source,
    observedAt: null,
    validForMs: 0,
  };
}
