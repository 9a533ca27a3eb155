import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { DURATION, NUMBER, minutesOf, numberOf } from '../words';
import { perScope, type LintRule } from './rule';

const BACK_OFF = /\b(?:doubl(?:e|es|ed|ing)|exponential(?:ly)?)\b/i;
const CAP = new RegExp(
  `\\b(?:up to|at most|max(?:imum)?(?: of)?|capped at|cap(?: of)?)\\s+${DURATION}`,
  'i',
);
const CAP_AFTER = new RegExp(`\\b${DURATION}\\s+(?:max(?:imum)?|cap)\\b`, 'i');
const FIRST = new RegExp(`\\b${DURATION}`, 'i');
const TRIES = new RegExp(
  `\\b(${NUMBER})\\s+(?:times|tries|retries|attempts)\\b`,
  'i',
);

function secondsOf(match: RegExpExecArray): number {
  return Math.round(minutesOf(match[1], match[2]) * 60);
}

function check({ passages }: Scope): Violation[] {
  return passages.flatMap(({ text, file, line }) => {
    const cap = CAP.exec(text) ?? CAP_AFTER.exec(text);
    const first = FIRST.exec(text);
    const tries = TRIES.exec(text);
    if (!BACK_OFF.test(text) || !cap || !first || !tries) return [];
    const count = numberOf(tries[1]);
    const initial = secondsOf(first);
    const limit = secondsOf(cap);
    const last = initial * 2 ** (count - 1);
    if (initial >= limit || last >= limit) return [];
    const total = initial * (2 ** count - 1);
    return {
      file,
      line,
      message: `${count} tries from ${initial} s, doubling, end with a wait of ${last} s: the cap of ${limit} s is never reached, and all is over after ${total} s.`,
      fix: `Allow ${
        Math.ceil(Math.log2(limit / initial)) + 1
      } tries or more, or take the cap out.`,
    };
  });
}

/** L9: a cap of the back-off that the tries never reach. */
export const backOff: LintRule = {
  id: 'L9',
  title: 'back-off cap that is never reached',
  severity: 'warning',
  check: perScope(check),
};
