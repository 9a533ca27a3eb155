import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { durationsIn } from '../words';
import { perScope, type LintRule } from './rule';

const ENVIRONMENT =
  /\b(?:disaster recovery|DR|recovery) (?:environment|site|region)\b/i;
const REPLICA =
  /\b(?:is|as|holds|keeps) (?:a |an )?(?:\w+ )?(?:replica|copy|mirror)\b/i;
const FRESH = /\blag|behind|fresh|synchronous|replicated (?:within|every)/i;

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ passages }) =>
    passages
      .filter(
        ({ text }) =>
          ENVIRONMENT.test(text) &&
          REPLICA.test(text) &&
          !FRESH.test(text) &&
          durationsIn(text).length === 0,
      )
      .map(({ file, line }) => ({
        file,
        line,
        message:
          'The recovery environment is a replica, but nothing says how far it may be behind.',
        fix: 'State the largest lag that is allowed, and add a step or an alert that looks at it.',
      })),
  );
}

/** L20: a recovery environment without a target for its freshness. */
export const replica: LintRule = {
  id: 'L20',
  title: 'recovery environment without freshness target',
  severity: 'info',
  check: perScope(check),
};
