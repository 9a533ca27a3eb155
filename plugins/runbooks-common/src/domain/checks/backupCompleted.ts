import {
  Assessment,
  Freshness,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, allOf, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, countsFrom, isAhead, utc } from './moment';
import {
  durationParameter,
  environmentParameter,
  nameParameter,
  sinceParameter,
} from './parameters';
import { doubtOf, sightingOf } from './readings';
import { refOfResource } from './resources';

export const backupCompletedParameters = z.strictObject({
  resource: nameParameter
    .optional()
    .describe(
      'ref of the one resource that is meant; every resource with a recovery point objective unless told',
    ),
  environment: environmentParameter.describe(
    'id of the environment that the resource must lie in; any unless told',
  ),
  maxAge: durationParameter
    .default('PT26H')
    .describe(
      'how old the newest restorable state may be; a nightly backup with two hours to run late unless told',
    ),
  since: sinceParameter.describe(
    'from when on the newest restorable state must be: since the `run` was started, since its `occurrence` opened, or `any` within `maxAge`; `any` unless told',
  ),
});

/** What the Backups tab says of one resource. */
export interface BackupFacts {
  key: string | null;
  entityRef: string;
  title: string;
  environment: { id: string; title: string } | null;
  objective: { rpo: string | null };
  pointInTime: { latest: string } | null;
  restorableAt: string | null;
  exposureMs: number | null;
  /** Null when no recovery point objective is declared. */
  assessment: Assessment | null;
  lastGoodPoint: {
    key: string;
    dataTime: string | null;
    completedAt?: string | null;
    location: string;
  } | null;
  freshness: Freshness | null;
}

/** Whether the backups of a service are complete: every objective met, and recent. */
export function judgeBackups(
  { resources }: { resources: readonly BackupFacts[] },
  parameters: z.output<typeof backupCompletedParameters>,
  moment: CheckMoment,
): CheckResult {
  const { resource, maxAge } = parameters;
  const meant =
    resource === undefined
      ? resources.filter(each => each.assessment !== null)
      : resources.filter(each => each.entityRef === refOfResource(resource));
  const findings = meant.map(each => findingOf(each, parameters, moment));
  return answerOf(
    allOf(
      findings,
      unknown(
        resource === undefined
          ? 'No resource of this service declares a recovery point objective.'
          : `${resource} is not among the resources of this service that the Backups tab shows.`,
      ),
    ),
    {
      observed: meant.map(observedOf),
      threshold: `every declared objective is met, and the newest restorable state is at most ${humanDuration(
        durationMillis(maxAge),
      )} old`,
      sighting: sightingOf(
        meant.flatMap(({ freshness }) => freshness ?? []),
        'Backups',
      ),
    },
  );
}

function findingOf(
  facts: BackupFacts,
  parameters: z.output<typeof backupCompletedParameters>,
  { now, run }: CheckMoment,
): Finding {
  const { title, assessment, environment, freshness } = facts;
  const told = `${title}: ${
    assessment?.reason ?? 'no recovery point objective is declared.'
  }`;
  const elsewhere = wrongEnvironment(environment, parameters.environment);
  if (elsewhere) return unknown(`${title} ${elsewhere}.`);
  if (!assessment || assessment.verdict === 'unknown') return unknown(told);
  const doubt = doubtOf(freshness ? [freshness] : [], now, null);
  if (doubt) return unknown(`${title}: ${doubt}`);
  if (assessment.verdict === 'breached') return fail(told);
  const restorable = newestRestorable(facts);
  if (restorable === undefined) return fail(`${title} has no good backup.`);
  if (isAhead(restorable, now)) {
    return unknown(
      `The newest backup of ${title} claims to be of ${utc(
        new Date(restorable),
      )}, which is still to come: a clock is wrong.`,
    );
  }
  const ageMs = now.getTime() - Date.parse(restorable);
  if (ageMs > durationMillis(parameters.maxAge)) {
    return fail(
      `The last good backup of ${title} is ${humanDuration(ageMs)} old.`,
    );
  }
  const from = countsFrom(parameters.since ?? 'any', run);
  if (from && new Date(restorable) < from) {
    return fail(
      `The last good backup of ${title} is of before ${utc(
        from,
      )}, from when on it counts.`,
    );
  }
  return assessment.verdict === 'at-risk' ? unknown(told) : pass(told);
}

function wrongEnvironment(
  environment: BackupFacts['environment'],
  wanted: string | undefined,
): string | undefined {
  if (wanted === undefined || environment?.id === wanted) return undefined;
  return environment
    ? `lies in ${environment.title}, not in ${wanted}`
    : `lies in no known environment, so not surely in ${wanted}`;
}

/** The newest instant that can be restored: of the running range or of the last good point. */
function newestRestorable({
  pointInTime,
  lastGoodPoint,
}: BackupFacts): string | undefined {
  return [
    pointInTime?.latest,
    lastGoodPoint?.dataTime ?? lastGoodPoint?.completedAt,
  ]
    .flatMap(at => (at ? new Date(at).toISOString() : []))
    .sort()
    .at(-1);
}

/** What the evidence keeps of a resource. */
function observedOf(facts: BackupFacts) {
  const { lastGoodPoint } = facts;
  return {
    resource: facts.entityRef,
    key: facts.key,
    environment: facts.environment?.id ?? null,
    verdict: facts.assessment?.verdict ?? null,
    exposureMs: facts.exposureMs,
    restorableAt: facts.restorableAt,
    rpo: facts.objective.rpo,
    lastGoodPoint: lastGoodPoint && {
      key: lastGoodPoint.key,
      dataTime: lastGoodPoint.dataTime,
      location: lastGoodPoint.location,
    },
  };
}
