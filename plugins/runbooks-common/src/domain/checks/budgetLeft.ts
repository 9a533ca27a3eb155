import {
  Assessment,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, allOf, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, isAhead } from './moment';
import { nameParameter, numberParameter } from './parameters';
import { doubtOf, sightingOf } from './readings';

export const budgetLeftParameters = z.strictObject({
  slo: nameParameter
    .optional()
    .describe('id of the one objective that is meant; every one unless told'),
  min: numberParameter(100)
    .default(10)
    .describe(
      'how much of the error budget must be left, in percent; 10 unless told',
    ),
});

/** What the SLO tab says of the budget of one objective. */
export interface BudgetFacts {
  id: string;
  title: string;
  budget: {
    /** What the allowance is a share of; `estimated` is a projection. */
    basis: string;
    /** Share that is left; null when nothing was counted. */
    remaining: number | null;
  } | null;
  dataThrough: string | null;
  assessment: Assessment;
  freshness: Freshness | null;
}

/** A file of objectives that cannot be used. */
export interface DefinitionFault {
  severity: string;
  file: string;
  lastGoodInUse: boolean;
}

/** Whether enough of the error budget is left. */
export function judgeBudget(
  facts: {
    slos: readonly BudgetFacts[];
    problems: readonly DefinitionFault[];
  },
  { slo, min }: z.output<typeof budgetLeftParameters>,
  { now }: CheckMoment,
): CheckResult {
  const meant = facts.slos.filter(({ id }) => slo === undefined || id === slo);
  const lost =
    slo === undefined ? facts.problems.filter(each => isLost(each)) : [];
  return answerOf(
    allOf(
      [
        ...meant.map(each => findingOf(each, min, now)),
        ...lost.map(({ file }) =>
          unknown(`${file} cannot be read, so an objective may be missing.`),
        ),
      ],
      unknown(
        slo === undefined
          ? 'The service declares no objective.'
          : `The service has no objective "${slo}"; it has ${
              facts.slos.map(({ id }) => id).join(', ') || 'none'
            }.`,
      ),
    ),
    {
      observed: meant.map(({ id, budget, dataThrough }) => ({
        slo: id,
        remaining: budget?.remaining ?? null,
        basis: budget?.basis ?? null,
        dataThrough,
      })),
      threshold: `at least ${min} % of the error budget is left`,
      sighting: sightingOf(
        meant.flatMap(({ freshness }) => freshness ?? []),
        'SLOs',
        meant
          .flatMap(({ dataThrough }) => dataThrough ?? [])
          .sort()
          .at(0),
      ),
    },
  );
}

function isLost({ severity, lastGoodInUse }: DefinitionFault): boolean {
  return severity === 'error' && !lastGoodInUse;
}

function findingOf(facts: BudgetFacts, min: number, now: Date): Finding {
  const { title, budget, assessment, dataThrough, freshness } = facts;
  const doubt = doubtOf(freshness ? [freshness] : [], now, null);
  if (doubt) return unknown(`${title}: ${doubt}`);
  if (assessment.verdict === 'unknown') {
    return unknown(`${title}: ${assessment.reason}.`);
  }
  const remaining = budget?.remaining ?? null;
  if (!budget || remaining === null || dataThrough === null) {
    return unknown(`How much of the budget of ${title} is left is not known.`);
  }
  if (isAhead(dataThrough, now)) {
    return unknown(
      `The figures of ${title} reach into the future: a clock is wrong.`,
    );
  }
  // Cut and not rounded: 9.996 % are not 10 %.
  const percent = Math.floor(remaining * 10_000 + 1e-6) / 100;
  const left = `${percent} % of the budget of ${title} is left`;
  if (percent < min) return fail(`${left}.`);
  return budget.basis === 'estimated'
    ? unknown(`${left}, but only by an estimate of the whole period.`)
    : pass(`${left}.`);
}
