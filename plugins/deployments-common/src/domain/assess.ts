import {
  Assessment,
  Freshness,
  ObservedBy,
  compareVerdicts,
  humanDuration,
  isStale,
  observedByOldest,
  staleAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { Deployment, Drift, EnvironmentCell, RunningVersion } from '../api';
import { releaseName } from './artifactIdentity';
import { deployedAt } from './drift';
import { isInFlight } from './status';

/** A rollout that takes longer than this in production is at risk: longer than a canary of 5, 25, 50 and 100 % with half-hour holds. */
export const LONG_ROLLOUT_MS = 3 * 3_600_000;

/** Disaster recovery may follow production this late. */
export const RECOVERY_LAG_MS = 24 * 3_600_000;

/** What runs, with the age of that knowledge; null when its scope is no longer configured. */
export interface ObservedRunning {
  running: RunningVersion;
  freshness: Freshness | null;
}

/** What ran, until a complete reading no longer listed it. */
export interface RemovedWorkload {
  title: string;
  /** When its absence was noticed (UTC). */
  at: string;
  freshness: Freshness | null;
}

/** What a verdict about one environment follows from. */
export interface EnvironmentEvidence {
  cell: Omit<EnvironmentCell, 'assessment'>;
  running: readonly ObservedRunning[];
  /** Set when nothing runs any more and nothing was deployed since. */
  removed: RemovedWorkload | null;
  /** The newest attempt that has begun. */
  latest: Deployment | null;
  /** Freshness of the sources that report the latest attempt. */
  latestFreshness: readonly Freshness[];
}

/**
 * The verdict about one environment; null for tiers that promise nothing.
 *
 * Production is breached while it does not serve, after all of it was removed,
 * and while its newest deployment failed; at risk while less serves than is wanted, after a rollback, and while
 * a rollout takes longer than {@link LONG_ROLLOUT_MS}. Disaster recovery is at risk
 * when it does not serve or lags longer than {@link RECOVERY_LAG_MS}. What was read
 * too long ago proves nothing: unknown.
 */
export function assessEnvironment(
  evidence: EnvironmentEvidence,
  now: Date,
): Assessment | null {
  const { tier } = evidence.cell.environment;
  if (tier !== 'production' && tier !== 'disaster-recovery') return null;
  const findings = [
    ...healthFindings(evidence, now),
    ...removalFindings(evidence, now),
    ...(tier === 'production'
      ? attemptFindings(evidence, now)
      : lagFindings(evidence.cell, now)),
    ...blindFindings(evidence, now),
  ].map(finding =>
    tier === 'disaster-recovery' && finding.verdict === 'breached'
      ? { ...finding, verdict: 'at-risk' as const }
      : finding,
  );
  const [worst = allWell(evidence, now)] = findings.sort((a, b) =>
    compareVerdicts(a.verdict, b.verdict),
  );
  const next = nextChange(evidence, now);
  return {
    // What says nothing else rests on everything that was read.
    observedBy: seenBy(sourcesOf(evidence)),
    ...worst,
    ...(next && { nextChangeAt: next.toISOString() }),
  };
}

function seenBy(sources: readonly (Freshness | null)[]): ObservedBy {
  return observedByOldest(sources, 'its source is no longer configured');
}

function sourcesOf({
  running,
  removed,
  latestFreshness,
}: EnvironmentEvidence): (Freshness | null)[] {
  return [
    ...[...running, ...(removed ? [removed] : [])].map(
      ({ freshness }) => freshness,
    ),
    ...latestFreshness,
  ];
}

function healthFindings(
  { running, cell }: EnvironmentEvidence,
  now: Date,
): Assessment[] {
  return running
    .filter(({ freshness }) => isFresh(freshness, now))
    .flatMap(({ running: one, freshness }): Assessment[] => {
      const { health, healthReason, title } = one;
      const where = `${cell.environment.title}: ${title}`;
      const seen = seenBy([freshness]);
      if (health === 'unavailable') {
        return [
          {
            verdict: 'breached',
            reason: `${where} is not healthy: ${healthReason}`,
            observedBy: seen,
          },
        ];
      }
      if (health === 'degraded') {
        return [
          {
            verdict: 'at-risk',
            reason: `${where} is degraded: ${healthReason}`,
            observedBy: seen,
          },
        ];
      }
      return [];
    });
}

function removalFindings(
  { removed, cell }: EnvironmentEvidence,
  now: Date,
): Assessment[] {
  if (!removed || !isFresh(removed.freshness, now)) return [];
  const ago = humanDuration(now.getTime() - Date.parse(removed.at));
  return [
    {
      verdict: 'breached',
      reason: `${cell.environment.title}: ${removed.title} was removed ${ago} ago and nothing else is known to run`,
      observedBy: seenBy([removed.freshness]),
    },
  ];
}

function attemptFindings(
  evidence: EnvironmentEvidence,
  now: Date,
): Assessment[] {
  const { cell, latest } = evidence;
  if (!latest || !isBelievable(evidence, now)) return [];
  const release = releaseName(latest);
  const { title } = cell.environment;
  const ago = humanDuration(now.getTime() - Date.parse(deployedAt(latest)));
  // One source that was read recently is enough to believe it.
  const seen = seenBy(
    evidence.latestFreshness.filter(freshness => isFresh(freshness, now)),
  );
  if (latest.status === 'failed') {
    const still = cell.artifact ? `; ${releaseName(cell)} still runs` : '';
    return [
      {
        verdict: 'breached',
        reason: `${title}: the deployment of ${release} failed ${ago} ago${still}`,
        observed: `failed ${ago} ago`,
        observedBy: seen,
      },
    ];
  }
  if (latest.status === 'rolled-back' || latest.status === 'rolling-back') {
    const what = latest.status === 'rolled-back' ? 'was' : 'is being';
    return [
      {
        verdict: 'at-risk',
        reason: `${title}: ${release} ${what} rolled back`,
        observedBy: seen,
      },
    ];
  }
  const takenMs = now.getTime() - Date.parse(latest.startedAt);
  if (isInFlight(latest.status) && takenMs > LONG_ROLLOUT_MS) {
    const state = latest.status === 'paused' ? 'paused' : 'rolling out';
    return [
      {
        verdict: 'at-risk',
        reason: `${title}: ${release} has been ${state} for ${humanDuration(
          takenMs,
        )}`,
        observed: humanDuration(takenMs),
        threshold: humanDuration(LONG_ROLLOUT_MS),
        observedBy: seen,
      },
    ];
  }
  return [];
}

function lagFindings(
  cell: EnvironmentEvidence['cell'],
  now: Date,
): Assessment[] {
  const { drift, environment } = cell;
  if (!drift || drift.state === 'in-step') return [];
  const against = `${environment.title} runs ${releaseName(cell)}, not what ${
    drift.against.title
  } runs`;
  if (drift.since === null) {
    return [
      { verdict: 'unknown', reason: `${against}; since when is not known` },
    ];
  }
  const lagMs = now.getTime() - Date.parse(drift.since);
  if (lagMs <= RECOVERY_LAG_MS) return [];
  return [
    {
      verdict: 'at-risk',
      reason: `${against}, for ${humanDuration(lagMs)}`,
      observed: humanDuration(lagMs),
      threshold: humanDuration(RECOVERY_LAG_MS),
    },
  ];
}

/** What we cannot see: workloads read too long ago, or attempts where nothing says what runs. */
function blindFindings(evidence: EnvironmentEvidence, now: Date): Assessment[] {
  const blind = blindSpot(evidence, now);
  if (blind === undefined) return [];
  const { title } = evidence.cell.environment;
  return [
    {
      verdict: 'unknown',
      reason: `What runs in ${title} is unknown: ${whyBlind(blind)}`,
      observedBy: seenBy([blind]),
    },
  ];
}

/** The freshness that is too old to believe; null when there is none, undefined when all is in sight. */
function blindSpot(
  evidence: EnvironmentEvidence,
  now: Date,
): Freshness | null | undefined {
  const { running, removed, latest, latestFreshness } = evidence;
  const observed = removed ? [removed] : running;
  if (observed.length > 0) {
    return observed
      .map(({ freshness }) => freshness)
      .find(freshness => !isFresh(freshness, now));
  }
  if (!latest || isBelievable(evidence, now)) return undefined;
  return latestFreshness[0] ?? null;
}

function whyBlind(freshness: Freshness | null): string {
  if (!freshness) return 'its source is no longer configured';
  const cause = freshness.failure ? ` (${freshness.failure.message})` : '';
  return freshness.lastSuccessAt
    ? `${freshness.sourceTitle} ${freshness.scopeTitle} was last read at ${freshness.lastSuccessAt}, too long ago to say${cause}`
    : `${freshness.sourceTitle} ${freshness.scopeTitle} has not been read yet${cause}`;
}

function allWell({ cell }: EnvironmentEvidence, now: Date): Assessment {
  const { environment, since } = cell;
  if (!cell.artifact) {
    return {
      verdict: 'met',
      reason: `No deployment is active in ${environment.title}, and none failed`,
    };
  }
  const duration = since
    ? ` for ${humanDuration(now.getTime() - Date.parse(since))}`
    : '';
  return {
    verdict: 'met',
    reason: `${environment.title} runs ${releaseName(cell)}${duration}`,
  };
}

/** When the passing of time alone changes the verdict. */
function nextChange(
  evidence: EnvironmentEvidence,
  now: Date,
): Date | undefined {
  const { latest, cell } = evidence;
  const after = (from: string, ms: number) => Date.parse(from) + ms + 1;
  const times = sourcesOf(evidence).flatMap(
    freshness => (freshness && staleAt(freshness)?.getTime()) ?? [],
  );
  if (latest && isInFlight(latest.status)) {
    times.push(after(latest.startedAt, LONG_ROLLOUT_MS));
  }
  const lag: Drift | null =
    cell.environment.tier === 'disaster-recovery' ? cell.drift : null;
  if (lag?.since && lag.state !== 'in-step') {
    times.push(after(lag.since, RECOVERY_LAG_MS));
  }
  const future = times.filter(time => time > now.getTime());
  return future.length > 0 ? new Date(Math.min(...future)) : undefined;
}

/** Whether at least one source that reports the latest attempt was read recently. */
function isBelievable(
  { latestFreshness }: EnvironmentEvidence,
  now: Date,
): boolean {
  return latestFreshness.some(freshness => isFresh(freshness, now));
}

function isFresh(freshness: Freshness | null, now: Date): boolean {
  return freshness !== null && !isStale(freshness, now);
}
