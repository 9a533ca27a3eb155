import {
  Environment,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';
import { Deployment, EnvironmentCell, HealthLevel } from '../api';
import { ObservedRunning, RemovedWorkload, assessEnvironment } from './assess';
import { Release, sameRelease } from './artifactIdentity';
import { deployedAt, driftBetween } from './drift';
import { isInFlight, wasDeployed } from './status';

/** Everything known of one service in one environment. */
export interface EnvironmentFindings {
  environment: Environment;
  running: readonly ObservedRunning[];
  /** What was removed last; null when nothing was. */
  removed: RemovedWorkload | null;
  /** Newest first. */
  deployments: readonly Deployment[];
}

export type FreshnessOf = (
  sourceId: string,
  scopeId: string,
) => Freshness | undefined;

/** Worst first. */
const HEALTH_ORDER: readonly HealthLevel[] = [
  'unavailable',
  'degraded',
  'unknown',
  'progressing',
  'stopped',
  'healthy',
];

/**
 * The environment matrix of one service: what runs in each environment, since
 * when, who brought it, how well it does, and how far it is from the stage
 * before. First stage first; environments without any finding are left out.
 */
export function environmentMatrix(
  findings: readonly EnvironmentFindings[],
  freshnessOf: FreshnessOf,
  now: Date,
): EnvironmentCell[] {
  const stages = findings
    .filter(
      ({ running, removed, deployments }) =>
        removed !== null || running.length + deployments.length > 0,
    )
    .sort((a, b) => a.environment.order - b.environment.order)
    .map(finding => ({ ...finding, release: currentRelease(finding) }));
  return stages.map((stage, index) => {
    const before = stages.slice(0, index).findLast(({ release }) => release);
    const drift = before ? driftBetween(stage, before) : null;
    return toCell(stage, drift, freshnessOf, now);
  });
}

/**
 * What runs: as the source of what runs says, newest first; else the last that
 * was deployed and neither replaced nor removed since.
 */
function currentRelease({
  running,
  removed,
  deployments,
}: EnvironmentFindings): Release | null {
  const observed = [...running].sort((a, b) =>
    (b.running.since ?? '').localeCompare(a.running.since ?? ''),
  );
  if (observed.length > 0) return observed[0].running;
  const active = deployments.find(({ status }) => status === 'succeeded');
  if (active && removed && deployedAt(active) <= removed.at) return null;
  return active ?? null;
}

function toCell(
  stage: EnvironmentFindings & { release: Release | null },
  drift: EnvironmentCell['drift'],
  freshnessOf: FreshnessOf,
  now: Date,
): EnvironmentCell {
  const { environment, running, removed, deployments, release } = stage;
  const arrival = release ? arrivalOf(release, deployments) : undefined;
  // What waits has changed nothing yet, what was cancelled never did.
  const begun =
    deployments.find(
      ({ status }) => status !== 'queued' && status !== 'cancelled',
    ) ?? null;
  const latestFreshness = (begun?.sources ?? []).flatMap(
    ({ sourceId, scopeId }) => freshnessOf(sourceId, scopeId) ?? [],
  );
  const worst = worstHealth(running);
  const cell = {
    environment,
    artifact: release?.artifact ?? null,
    commit: release?.commit ?? null,
    since: arrival ? deployedAt(arrival) : earliestSince(running),
    author: arrival?.author ?? null,
    strategy: arrival?.strategy ?? running[0]?.running.strategy ?? null,
    health: worst?.health ?? 'unknown',
    healthReason: worst?.healthReason ?? 'no source reports the health',
    workloads: running.map(({ running: one }) => ({
      title: one.title,
      artifact: one.artifact,
      replicas: one.replicas,
      health: one.health,
      healthReason: one.healthReason,
      links: one.links,
    })),
    latest: deployments[0] ?? null,
    rollingOut: begun && isInFlight(begun.status) ? begun : null,
    drift,
    freshness: uniqueFreshness([
      ...running.flatMap(({ freshness }) => freshness ?? []),
      ...(removed?.freshness ? [removed.freshness] : []),
      ...latestFreshness,
    ]),
  };
  return {
    ...cell,
    assessment: assessEnvironment(
      {
        cell,
        running,
        removed: running.length > 0 || release ? null : removed,
        latest: begun,
        latestFreshness,
      },
      now,
    ),
  };
}

/**
 * The deployment that brought what runs: the first of the unbroken row of
 * deployments of the same release. Deploying the same release again does not
 * make it younger.
 */
function arrivalOf(
  release: Release,
  deployments: readonly Deployment[],
): Deployment | undefined {
  let arrival: Deployment | undefined;
  for (const deployment of deployments) {
    if (!wasDeployed(deployment.status)) continue;
    if (sameRelease(deployment, release)) arrival = deployment;
    else if (arrival) break;
  }
  return arrival;
}

function earliestSince(running: readonly ObservedRunning[]): string | null {
  return running.flatMap(one => one.running.since ?? []).sort()[0] ?? null;
}

function worstHealth(running: readonly ObservedRunning[]) {
  return running
    .map(one => one.running)
    .sort(
      (a, b) => HEALTH_ORDER.indexOf(a.health) - HEALTH_ORDER.indexOf(b.health),
    )[0];
}

function uniqueFreshness(all: readonly Freshness[]): Freshness[] {
  const byScope = new Map(
    all.map(item => [JSON.stringify([item.sourceId, item.scopeId]), item]),
  );
  return [...byScope.values()];
}
