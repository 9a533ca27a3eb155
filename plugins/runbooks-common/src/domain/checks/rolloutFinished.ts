import {
  EnvironmentTier,
  Freshness,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { meantEnvironments, noEnvironment } from './environments';
import { Finding, allOf, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, countsFrom, isAhead, utc } from './moment';
import {
  durationParameter,
  environmentParameter,
  sinceParameter,
} from './parameters';
import { doubtOf, sightingOf } from './readings';

export const rolloutFinishedParameters = z.strictObject({
  environment: environmentParameter,
  since: sinceParameter.describe(
    'from when on the rollout must have begun: since the `run` was started, since its `occurrence` opened, or `any`, whichever was last; `run` unless told',
  ),
  settled: durationParameter
    .optional()
    .describe(
      'how long ago it must have finished, for "watch it for 15 minutes"; not at all unless told',
    ),
});

interface RolloutAttempt {
  status: string;
  startedAt: string;
  finishedAt: string | null;
}

/** What the Deployments tab says of one environment. */
export interface RolloutFacts {
  environment: { id: string; title: string; tier: EnvironmentTier };
  /** What runs, as people name it; null when nothing is known to. */
  release: string | null;
  health: string;
  healthReason: string;
  /** The newest attempt, whatever became of it. */
  latest: RolloutAttempt | null;
  /** The attempt that is under way. */
  rollingOut: RolloutAttempt | null;
  /** Whether what runs is what was deployed last; undefined when nobody can tell. */
  runsLatest: boolean | undefined;
  freshness: readonly Freshness[];
}

/** Whether the newest rollout has finished and what it brought is healthy. */
export function judgeRollout(
  facts: {
    environments: readonly RolloutFacts[];
    /** Places of the service that belong to no known environment. */
    unmapped: readonly string[];
  },
  parameters: z.output<typeof rolloutFinishedParameters>,
  moment: CheckMoment,
): CheckResult {
  const { settled } = parameters;
  const meant = meantEnvironments(facts.environments, parameters.environment);
  const blind = facts.unmapped.map(place =>
    unknown(
      `${place} fits no environment of opsdeck.environments, so it may be part of it.`,
    ),
  );
  return answerOf(
    allOf(
      [...meant.map(each => findingOf(each, parameters, moment)), ...blind],
      unknown(noEnvironment(facts.environments, parameters.environment)),
    ),
    {
      observed: meant.map(observedOf),
      threshold: `the newest rollout has finished${
        settled ? ` at least ${humanDuration(durationMillis(settled))} ago` : ''
      }, runs and is healthy`,
      sighting: sightingOf(
        meant.flatMap(({ freshness }) => freshness),
        'Deployments',
      ),
    },
  );
}

function findingOf(
  facts: RolloutFacts,
  parameters: z.output<typeof rolloutFinishedParameters>,
  { now, run }: CheckMoment,
): Finding {
  const { latest, freshness, environment } = facts;
  // To roll out is a deployment, whatever the checklist is.
  const from = countsFrom(parameters.since, { ...run, kind: 'deployment' });
  const say = (words: string) => `${environment.title}: ${words}`;
  const doubt = doubtOf(freshness, now, from);
  if (doubt) return unknown(say(doubt));
  if (!latest) return unknown(say('no source reports a rollout.'));
  const { finishedAt } = latest;
  const unfinished = statusFinding(facts, latest);
  if (unfinished) return { ...unfinished, reason: say(unfinished.reason) };
  if (finishedAt === null) {
    return unknown(say('when the newest rollout finished is not known.'));
  }
  if (isAhead(finishedAt, now)) {
    return unknown(
      say(
        `the newest rollout claims to have finished at ${utc(
          new Date(finishedAt),
        )}, which is still to come: a clock is wrong.`,
      ),
    );
  }
  if (from && new Date(latest.startedAt) < from) {
    return fail(say(`nothing was rolled out since ${utc(from)}.`));
  }
  // What was read before it finished says how the version before it did.
  const early = doubtOf(freshness, now, new Date(finishedAt));
  if (early) return unknown(say(early));
  if (facts.runsLatest === undefined) {
    return unknown(
      say('whether what runs is what was rolled out cannot be told.'),
    );
  }
  if (!facts.runsLatest) {
    return fail(say(`${nameOf(facts)} runs, not what was rolled out last.`));
  }
  const sick = healthFinding(facts);
  if (sick) return { ...sick, reason: say(sick.reason) };
  const agoMs = Math.max(0, now.getTime() - Date.parse(finishedAt));
  const { settled } = parameters;
  const ago = `finished ${humanDuration(agoMs)} ago`;
  if (settled && agoMs < durationMillis(settled)) {
    return fail(
      say(
        `the rollout of ${nameOf(facts)} ${ago}; ${humanDuration(
          durationMillis(settled),
        )} are wanted.`,
      ),
    );
  }
  return pass(say(`the rollout of ${nameOf(facts)} ${ago} and is healthy.`));
}

/** What has not ended well, in words. */
const NOT_FINISHED: Readonly<Record<string, string>> = {
  queued: 'waits for its turn',
  running: 'is under way',
  paused: 'is paused',
  'rolling-back': 'is being rolled back',
  failed: 'has failed',
  cancelled: 'was cancelled',
  'rolled-back': 'was rolled back',
};

/** What keeps it from being finished well; undefined when nothing does. */
function statusFinding(
  { rollingOut }: RolloutFacts,
  latest: RolloutAttempt,
): Finding | undefined {
  const { status } = rollingOut ?? latest;
  const words = NOT_FINISHED[status];
  if (words) return fail(`the newest rollout ${words}.`);
  // What was superseded may have gone well or badly before.
  return status === 'succeeded'
    ? undefined
    : unknown(
        `how the newest rollout ended is not known; its source says "${status}".`,
      );
}

function healthFinding({
  health,
  healthReason,
}: RolloutFacts): Finding | undefined {
  if (health === 'healthy') return undefined;
  const why = healthReason ? `: ${healthReason}` : '';
  return health === 'unknown'
    ? unknown(`whether it is healthy is not known${why}.`)
    : fail(`it is ${health}${why}.`);
}

function nameOf({ release }: RolloutFacts): string {
  return release ?? 'an unnamed version';
}

function observedOf(facts: RolloutFacts) {
  return {
    environment: facts.environment.id,
    release: facts.release,
    health: facts.health,
    runsLatest: facts.runsLatest ?? null,
    status: facts.latest?.status ?? null,
    startedAt: facts.latest?.startedAt ?? null,
    finishedAt: facts.latest?.finishedAt ?? null,
    underWay: facts.rollingOut !== null,
  };
}
