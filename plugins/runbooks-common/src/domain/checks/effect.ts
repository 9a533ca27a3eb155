import { CheckResult, RunStep } from '../../api';
import { RunbookStep } from '../../import';
import { isAhead } from './moment';

/**
 * Whether a result may be believed at `now`: not when nothing was observed, when it was
 * observed too long ago, or so far ahead that a clock must be wrong.
 */
export function isFresh(result: CheckResult, now: Date): boolean {
  if (result.observedAt === null || isAhead(result.observedAt, now)) {
    return false;
  }
  const until = Date.parse(result.observedAt) + result.validForMs;
  return now.getTime() < until;
}

/** What a live check does to its step. */
export type CheckEffect = 'tick' | 'reopen' | 'none';

/**
 * A fresh pass ticks an open step, unless a person has opened it again or it needs a
 * second person; a later fail opens again what a check or a person has called done,
 * unless that person gave a reason for it. Unknown does nothing.
 */
export function effectOf(
  step: Pick<RunStep, 'state' | 'method' | 'reason' | 'actor'>,
  result: CheckResult,
  now: Date,
  { fourEyes }: Pick<RunbookStep, 'fourEyes'>,
): CheckEffect {
  if (!isFresh(result, now)) return 'none';
  if (result.outcome === 'pass') {
    const mayTick = step.state === 'open' && step.actor === null && !fourEyes;
    return mayTick ? 'tick' : 'none';
  }
  const overruled = step.method === 'manual' && step.reason !== null;
  const reopens =
    result.outcome === 'fail' && step.state === 'done' && !overruled;
  return reopens ? 'reopen' : 'none';
}
