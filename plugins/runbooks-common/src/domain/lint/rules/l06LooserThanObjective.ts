import type { AlertRule, Objective, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { isRatio, percentIn, thresholdOf } from './expressions';
import { perScope, type LintRule } from './rule';

/**
 * Highest burn rate at which the SRE Workbook (chapter 5, table 5-8) pages for a
 * period of 30 days: what a threshold above it lets through spends the budget sooner.
 */
const FASTEST_BURN = 14.4;
const ERRORS = /error|5\.\.|fail/i;

function errorShare(rule: AlertRule): number | null {
  if (!ERRORS.test(`${rule.name} ${rule.expression}`)) return null;
  const threshold = thresholdOf(rule.expression);
  if (threshold !== null && isRatio(rule.expression)) {
    return /\*\s*100\b/.test(rule.expression) ? threshold / 100 : threshold;
  }
  const stated = percentIn(rule.text);
  return stated === null ? null : stated / 100;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function overBudget(rule: AlertRule, objectives: Objective[]): Violation[] {
  const share = errorShare(rule);
  const objective = objectives.find(
    ({ budget }) =>
      budget !== null && share !== null && share > FASTEST_BURN * budget,
  );
  if (!objective || share === null || objective.budget === null) return [];
  return [
    {
      file: rule.file,
      line: rule.expressionLine,
      message: `${rule.name} waits for ${percent(share)} errors, but ${
        objective.name
      } allows ${percent(objective.budget)} (${objective.file}:${
        objective.line
      }).`,
      fix: `Alert on the burn rate of the budget: no threshold above ${percent(
        FASTEST_BURN * objective.budget,
      )} can page in time.`,
    },
  ];
}

function tooSlow(rule: AlertRule, objectives: Objective[]): Violation[] {
  const seconds = /histogram_quantile/.test(rule.expression)
    ? thresholdOf(rule.expression)
    : null;
  const objective = objectives.find(
    ({ latency }) => latency !== null && seconds !== null && seconds > latency,
  );
  if (!objective) return [];
  return [
    {
      file: rule.file,
      line: rule.expressionLine,
      message: `${rule.name} waits for ${seconds} s, but ${objective.name} promises ${objective.latency} s (${objective.file}:${objective.line}).`,
      fix: 'Alert at the threshold of the objective, or on the burn rate of its budget.',
    },
  ];
}

function check({ rules, objectives }: Scope): Violation[] {
  return rules.flatMap(rule => [
    ...overBudget(rule, objectives),
    ...tooSlow(rule, objectives),
  ]);
}

/** L6: an alert that stays silent while the objective is missed. */
export const looserThanObjective: LintRule = {
  id: 'L6',
  title: 'alert threshold looser than the objective',
  severity: 'warning',
  check: perScope(check),
};
