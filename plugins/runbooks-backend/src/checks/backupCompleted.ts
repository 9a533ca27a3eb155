import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  BackupsClient,
  BackupsOverview,
  ResourceBackup,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  STALE_AFTER_CADENCES,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { Check, pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { CheckResult } from '@opsdeck/backstage-plugin-runbooks-common';

/** A nightly backup with two hours for it to run late. */
const MAX_AGE_MS = 26 * 3_600_000;
const THRESHOLD =
  'every declared objective is met, and the data of the last good backup is at most 26 h old';

/** `backup.completed`: asks the Backups tab about what the service depends on. */
export function createBackupCompletedCheck(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): Check {
  return {
    id: 'backup.completed',
    title: 'Backup completed',
    async evaluate({ entityRef, parameters, credentials, now, signal }) {
      const client = new BackupsClient(
        pluginFetch({ ...options, pluginId: 'backups', credentials }),
      );
      const overview = await client.getOverview(entityRef, { signal });
      return judgeBackups(overview, parameters.resource, now);
    },
  };
}

/**
 * Whether the backups of a service are complete.
 *
 * @param resource - ref of the one resource that is meant; all judged ones unless told
 */
export function judgeBackups(
  overview: BackupsOverview,
  resource: string | undefined,
  now: Date,
): CheckResult {
  const meant = resource
    ? overview.resources.filter(each => each.entityRef === refOf(resource))
    : overview.resources.filter(each => each.assessment !== null);
  if (meant.length === 0) {
    return result(
      'unknown',
      resource
        ? `${resource} is not among the resources of this service that the Backups tab shows.`
        : 'No resource of this service declares a recovery point objective.',
      meant,
    );
  }
  const ofVerdict = (verdict: string) =>
    meant.find(each => each.assessment?.verdict === verdict);
  const breached = ofVerdict('breached');
  if (breached) return result('fail', reasonOf(breached), meant);
  const unjudged = meant.find(
    ({ assessment }) => (assessment?.verdict ?? 'unknown') === 'unknown',
  );
  if (unjudged) return result('unknown', reasonOf(unjudged), meant);
  const old = meant.find(each => !isRecent(each, now));
  if (old) return result('fail', ageReason(old, now), meant);
  const atRisk = ofVerdict('at-risk');
  if (atRisk) return result('unknown', reasonOf(atRisk), meant);
  return result('pass', meant.map(reasonOf).join(' '), meant);
}

function refOf(resource: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(resource, {
        defaultKind: 'resource',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    // Text of a runbook: what is no ref names no resource.
    return '';
  }
}

/** The newest instant that can be restored: of the running range or of the last good point. */
function restorableMs({
  pointInTime,
  lastGoodPoint,
}: ResourceBackup): number | undefined {
  const instants = [
    pointInTime?.latest,
    lastGoodPoint?.dataTime ?? lastGoodPoint?.completedAt,
  ].flatMap(at => (at ? Date.parse(at) : []));
  return instants.length > 0 ? Math.max(...instants) : undefined;
}

function isRecent(resource: ResourceBackup, now: Date): boolean {
  const at = restorableMs(resource);
  return at !== undefined && now.getTime() - at <= MAX_AGE_MS;
}

function ageReason(resource: ResourceBackup, now: Date): string {
  const at = restorableMs(resource);
  return at === undefined
    ? `${resource.title} has no good backup.`
    : `The last good backup of ${resource.title} is ${humanDuration(
        now.getTime() - at,
      )} old.`;
}

function reasonOf({ title, assessment }: ResourceBackup): string {
  return `${title}: ${
    assessment?.reason ?? 'no recovery point objective is declared.'
  }`;
}

function result(
  outcome: CheckResult['outcome'],
  reason: string,
  resources: readonly ResourceBackup[],
): CheckResult {
  const readings = resources.flatMap(({ freshness }) => freshness ?? []);
  const reads = readings.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []);
  // Only when every resource was read is there an instant of the whole.
  const complete = resources.length > 0 && reads.length === resources.length;
  return {
    outcome,
    reason,
    observed: resources.map(observedOf),
    threshold: THRESHOLD,
    source:
      [
        ...new Set(
          readings.map(each => `${each.sourceTitle} ${each.scopeTitle}`),
        ),
      ].join(', ') || 'Backups',
    observedAt: complete ? [...reads].sort()[0] : null,
    validForMs: Math.min(
      ...readings.flatMap(({ cadence }) =>
        cadence === null ? [] : STALE_AFTER_CADENCES * durationMillis(cadence),
      ),
      24 * 3_600_000,
    ),
  };
}

/** What the evidence keeps of a resource. */
function observedOf(resource: ResourceBackup) {
  return {
    resource: resource.entityRef,
    key: resource.key,
    verdict: resource.assessment?.verdict ?? null,
    exposureMs: resource.exposureMs,
    restorableAt: resource.restorableAt,
    rpo: resource.objective.rpo,
    lastGoodPoint: resource.lastGoodPoint
      ? {
          key: resource.lastGoodPoint.key,
          dataTime: resource.lastGoodPoint.dataTime,
          location: resource.lastGoodPoint.location,
        }
      : null,
  };
}
