import {
  EnvironmentTier,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { meantEnvironments, noEnvironment } from './environments';
import {
  Finding,
  allOf,
  answerOf,
  fail,
  noAnswer,
  pass,
  unknown,
} from './finding';
import { CheckMoment } from './moment';
import { environmentParameter, nameParameter } from './parameters';
import { doubtOf, sightingOf } from './readings';

export const commitChecksParameters = z.strictObject({
  environment: environmentParameter,
  names: nameParameter
    .transform(text =>
      text
        .split(',')
        .map(each => each.trim())
        .filter(each => each !== ''),
    )
    .optional()
    .describe(
      'names of the CI checks that must be there and have passed, with commas between them; every one that there is unless told',
    ),
});

/** The CI checks of the commit that runs in an environment. */
export interface CommitChecksFacts {
  environment: { id: string; title: string; tier: EnvironmentTier };
  /** Null when the commit that runs is not known. */
  commit: string | null;
  checks: readonly {
    name: string;
    state: 'passed' | 'failed' | 'running' | 'left-out';
  }[];
  freshness: readonly Freshness[];
}

/**
 * Whether the CI checks of the deployed commit have passed.
 *
 * @param environments - undefined while the Deployments tab does not read CI checks
 */
export function judgeCommitChecks(
  environments: readonly CommitChecksFacts[] | undefined,
  parameters: z.output<typeof commitChecksParameters>,
  { now }: CheckMoment,
): CheckResult {
  if (!environments) {
    return noAnswer(
      'The Deployments tab does not read the CI checks of commits yet.',
      'Deployments',
    );
  }
  const { environment, names } = parameters;
  const meant = meantEnvironments(environments, environment);
  return answerOf(
    allOf(
      meant.map(each => findingOf(each, names, now)),
      unknown(noEnvironment(environments, environment)),
    ),
    {
      observed: meant.map(each => ({
        environment: each.environment.id,
        commit: each.commit,
        checks: each.checks.map(({ name, state }) => ({ name, state })),
      })),
      threshold: names
        ? `${names.join(', ')} passed on the deployed commit`
        : 'every CI check passed on the deployed commit',
      sighting: sightingOf(
        meant.flatMap(({ freshness }) => freshness),
        'Deployments',
      ),
    },
  );
}

const WORDS = {
  passed: 'passed',
  failed: 'failed',
  running: 'still runs',
  'left-out': 'was left out',
  missing: 'is not known',
} as const;

function findingOf(
  { environment, commit, checks, freshness }: CommitChecksFacts,
  names: readonly string[] | undefined,
  now: Date,
): Finding {
  const say = (words: string) => `${environment.title}: ${words}`;
  const doubt = doubtOf(freshness, now, null);
  if (doubt) return unknown(say(doubt));
  if (commit === null)
    return unknown(say('the commit that runs is not known.'));
  const short = commit.slice(0, 7);
  const counted = names
    ? names.map(
        name =>
          checks.find(each => each.name === name) ?? {
            name,
            state: 'missing' as const,
          },
      )
    : checks.filter(({ state }) => state !== 'left-out');
  return allOf(
    counted.map(({ name, state }) => {
      const words = say(`${name} ${WORDS[state]} on ${short}.`);
      if (state === 'passed') return pass(words);
      return state === 'failed' ? fail(words) : unknown(words);
    }),
    unknown(say(`no CI check ran on ${short}.`)),
  );
}
