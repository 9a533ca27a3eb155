import { Environment } from '@opsdeck/backstage-plugin-operations-common';
import { Deployment, Drift } from '../api';
import { Release, sameRelease } from './artifactIdentity';
import { wasDeployed } from './status';

/** One stage: what runs in it and what was deployed to it. */
export interface Stage {
  environment: Environment;
  /** What runs; null when that is not known. */
  release: Release | null;
  /** Newest first, as far back as the ledger was read. */
  deployments: readonly Deployment[];
}

/**
 * How far a stage is from the one before it: behind it (the usual case: what
 * waits to be promoted), ahead of it (a hotfix that went past it), or in step.
 * Null when either runs nothing that is known.
 *
 * The order of versions is the order in which they were deployed, not what
 * their numbers say: a rollback makes an older number the newer release.
 */
export function driftBetween(stage: Stage, before: Stage): Drift | null {
  if (!stage.release || !before.release) return null;
  const result = (
    state: Drift['state'],
    between: Pick<Drift, 'versions' | 'since'> = {
      versions: null,
      since: null,
    },
  ): Drift => ({ against: before.environment, state, ...between });
  if (sameRelease(stage.release, before.release)) return result('in-step');
  const waiting = releasedSince(before, stage.release);
  if (waiting) return result('behind', waiting);
  const early = releasedSince(stage, before.release);
  if (early) return result('ahead', early);
  return result('different');
}

/**
 * How many releases a stage got after the given one, and since when it has had
 * the first of them. Undefined when it never had the given one, as far as the
 * ledger was read.
 */
function releasedSince(
  { deployments }: Stage,
  release: Release,
): Pick<Drift, 'versions' | 'since'> | undefined {
  const releases: Deployment[] = [];
  for (const deployment of deployments) {
    if (!wasDeployed(deployment.status)) continue;
    if (sameRelease(deployment, release)) {
      const first = releases.at(-1);
      return first && { versions: releases.length, since: deployedAt(first) };
    }
    // A release that was deployed several times counts once, from its first time on.
    const known = releases.findIndex(one => sameRelease(one, deployment));
    if (known >= 0) releases.splice(known, 1);
    releases.push(deployment);
  }
  return undefined;
}

/** When a deployment's version came to run, as exactly as is known. */
export function deployedAt(deployment: Deployment): string {
  return deployment.finishedAt ?? deployment.startedAt;
}
