import {
  Freshness,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import {
  Finding,
  allOf,
  answerOf,
  fail,
  noAnswer,
  pass,
  unknown,
} from './finding';
import { CheckMoment, countsFrom, isAhead } from './moment';
import { durationParameter, nameParameter, sinceParameter } from './parameters';
import { doubtOf, sightingOf } from './readings';
import { refOfResource } from './resources';

export const restoreTestedParameters = z.strictObject({
  resource: nameParameter
    .optional()
    .describe(
      'ref of the one resource that is meant; every resource that is to be tested unless told',
    ),
  within: durationParameter
    .default('P30D')
    .describe('how long ago the last test may have ended; P30D unless told'),
  since: sinceParameter.describe(
    'from when on it must have ended: since the `run` was started, since its `occurrence` opened, or `any` within `within`; `any` unless told',
  ),
});

/** The restore tests of one resource. */
export interface RestoreTestFacts {
  entityRef: string;
  title: string;
  /** The test that ended last; null when none is recorded. */
  last: {
    id: string;
    /** `passed` when what was restored was verified, too. */
    outcome: 'passed' | 'failed' | 'not-verified';
    endedAt: string;
  } | null;
  freshness: Freshness | null;
}

/**
 * Whether restores were tested of late.
 *
 * @param resources - undefined while the Backups tab does not say
 */
export function judgeRestoreTests(
  resources: readonly RestoreTestFacts[] | undefined,
  parameters: z.output<typeof restoreTestedParameters>,
  moment: CheckMoment,
): CheckResult {
  if (!resources) {
    return noAnswer(
      'The Backups tab does not say yet when a restore was tested.',
      'Backups',
    );
  }
  const { resource, within } = parameters;
  const meant = resources.filter(
    ({ entityRef }) =>
      resource === undefined || entityRef === refOfResource(resource),
  );
  return answerOf(
    allOf(
      meant.map(each => findingOf(each, parameters, moment)),
      unknown(
        resource === undefined
          ? 'No resource of this service is to be tested.'
          : `${resource} is not among the resources of this service that are to be tested.`,
      ),
    ),
    {
      observed: meant.map(({ entityRef, last }) => ({
        resource: entityRef,
        test: last?.id ?? null,
        outcome: last?.outcome ?? null,
        endedAt: last?.endedAt ?? null,
      })),
      threshold: `the last restore test passed, at most ${humanDuration(
        durationMillis(within),
      )} ago`,
      sighting: sightingOf(
        meant.flatMap(({ freshness }) => freshness ?? []),
        'Backups',
      ),
    },
  );
}

function findingOf(
  { title, last, freshness }: RestoreTestFacts,
  { within, since }: z.output<typeof restoreTestedParameters>,
  { now, run }: CheckMoment,
): Finding {
  const doubt = doubtOf(freshness ? [freshness] : [], now, null);
  if (doubt) return unknown(`${title}: ${doubt}`);
  if (!last) return fail(`No restore of ${title} was ever tested.`);
  if (isAhead(last.endedAt, now)) {
    return unknown(
      `The last restore test of ${title} ended in the future: a clock is wrong.`,
    );
  }
  const ageMs = Math.max(0, now.getTime() - Date.parse(last.endedAt));
  const test = `The restore test of ${title} ${humanDuration(ageMs)} ago`;
  if (last.outcome === 'failed') return fail(`${test} failed.`);
  const from = countsFrom(since ?? 'any', run) ?? new Date(0);
  const old = new Date(last.endedAt) < from;
  if (ageMs > durationMillis(within) || old) {
    return fail(`${test} was the last, which is too long.`);
  }
  return last.outcome === 'passed'
    ? pass(`${test} passed.`)
    : unknown(`${test} ended, but what was restored was not verified.`);
}
