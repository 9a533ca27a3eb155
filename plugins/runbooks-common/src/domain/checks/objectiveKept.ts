import {
  Assessment,
  Freshness,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, countsFrom, isAhead, utc } from './moment';
import { durationParameter, nameParameter, sinceParameter } from './parameters';
import { doubtOf, sightingOf } from './readings';

export const objectiveKeptParameters = z.strictObject({
  slo: nameParameter.describe(
    'id of the objective in the SLO tab: nothing there says which one is about errors and which about latency, so it has to be named',
  ),
  over: durationParameter
    .default('PT30M')
    .describe(
      'the last stretch of time that is looked at, one of those that burn rates are computed over: PT5M, PT30M, PT1H, PT2H, PT6H, P1D, P3D',
    ),
  since: sinceParameter.describe(
    'from when on that whole stretch must lie: since the `run` was started, since its `occurrence` opened, or `any`; `run` for checklists of the kinds deployment, incident, alert and recovery, else `any`',
  ),
});

/** What the SLO tab says of one objective. */
export interface ObjectiveFacts {
  id: string;
  title: string;
  /** Share of good, exact decimal text. */
  target: string;
  burnTiers: readonly {
    longSeconds: number;
    shortSeconds: number;
    longBurn: number | null;
    shortBurn: number | null;
  }[];
  /** End of the newest known figures (UTC). */
  dataThrough: string | null;
  assessment: Assessment;
  freshness: Freshness | null;
}

/** A difference in the last binary digits is none. */
const ONE = 1 + 1e-12;

/**
 * Whether an objective is kept now: its share of bad over the last stretch of time is
 * at most what its target allows, which is a burn rate of at most 1 (Google SRE
 * Workbook, chapter 5), and the objective as a whole is not at risk.
 *
 * @param measure - what the bad share is of, in words, for example "error rate"
 */
export function judgeObjective(
  { slos }: { slos: readonly ObjectiveFacts[] },
  parameters: z.output<typeof objectiveKeptParameters>,
  moment: CheckMoment,
  measure: string,
): CheckResult {
  const meant = slos.find(({ id }) => id === parameters.slo);
  const burn = meant && burnOver(meant, parameters.over);
  const length = humanDuration(durationMillis(parameters.over));
  return answerOf(
    meant
      ? findingOf(meant, burn, { parameters, moment, measure, length })
      : unknown(
          `The service has no objective "${parameters.slo}"; it has ${
            slos.map(({ id }) => id).join(', ') || 'none'
          }.`,
        ),
    {
      observed: meant
        ? {
            slo: meant.id,
            target: meant.target,
            over: parameters.over,
            burnRate: burn ?? null,
            dataThrough: meant.dataThrough,
            verdict: meant.assessment.verdict,
          }
        : null,
      threshold: `the ${measure} of the last ${length} is at most what the objective allows`,
      sighting: sightingOf(
        meant?.freshness ? [meant.freshness] : [],
        'SLOs',
        meant?.dataThrough ?? undefined,
      ),
    },
  );
}

function findingOf(
  facts: ObjectiveFacts,
  burn: number | null | undefined,
  asked: {
    parameters: z.output<typeof objectiveKeptParameters>;
    moment: CheckMoment;
    measure: string;
    length: string;
  },
): Finding {
  const { parameters, moment, measure, length } = asked;
  const { now, run } = moment;
  const { title, assessment, dataThrough, freshness } = facts;
  const told = `${title}: ${assessment.reason}.`;
  const doubt = doubtOf(freshness ? [freshness] : [], now, null);
  if (doubt) return unknown(`${title}: ${doubt}`);
  if (assessment.verdict === 'unknown') return unknown(told);
  if (dataThrough === null) return unknown(`${title} has no figures yet.`);
  if (isAhead(dataThrough, now)) {
    return unknown(
      `The figures of ${title} claim to reach ${utc(
        new Date(dataThrough),
      )}, which is still to come: a clock is wrong.`,
    );
  }
  if (burn === undefined) {
    return unknown(
      `${title} has no burn rate over ${length}; it has those over ${
        windowsOf(facts)
          .map(each => humanDuration(each.ms))
          .join(', ') || 'no stretch of time'
      }.`,
    );
  }
  const from = countsFrom(parameters.since, run);
  const begins = Date.parse(dataThrough) - durationMillis(parameters.over);
  if (from && begins < from.getTime()) {
    return unknown(
      `The last ${length} of ${title} reach back before ${utc(
        from,
      )}, from when on they count; wait until ${utc(
        new Date(from.getTime() + durationMillis(parameters.over)),
      )}.`,
    );
  }
  if (burn === null) {
    return unknown(
      `Nothing was counted for ${title} over the last ${length}, so its ${measure} is not known.`,
    );
  }
  const rate = `Over the last ${length} the ${measure} was ${Number(
    burn.toPrecision(2),
  )} times what ${title} allows`;
  if (burn > ONE) return fail(`${rate}.`);
  if (assessment.verdict === 'breached') return fail(told);
  if (assessment.verdict === 'at-risk') return unknown(told);
  return pass(`${rate}.`);
}

function windowsOf({ burnTiers }: ObjectiveFacts) {
  return burnTiers
    .flatMap(({ longSeconds, longBurn, shortSeconds, shortBurn }) => [
      { ms: longSeconds * 1_000, burn: longBurn },
      { ms: shortSeconds * 1_000, burn: shortBurn },
    ])
    .sort((a, b) => a.ms - b.ms);
}

/** The burn rate over a stretch; undefined when none is computed over it, null when nothing was counted. */
function burnOver(
  facts: ObjectiveFacts,
  over: string,
): number | null | undefined {
  const length = durationMillis(over);
  return windowsOf(facts).find(({ ms }) => ms === length)?.burn;
}
