import { Deployment, deploymentsAt } from '../world/deployments';
import { drawHex } from '../world/random';
import type { World } from '../world/world';
import { Workload } from './clusters';

/** Old ReplicaSets that a Deployment keeps (`revisionHistoryLimit`). */
export const REVISION_HISTORY_LIMIT = 10;

/** One ReplicaSet: one version of the pod template, which may have been rolled out more than once. */
export interface Revision {
  version: string;
  sha: string;
  /** Why it was rolled out last. */
  reason: string;
  author: string;
  /** First rollout of this version, milliseconds since the epoch. */
  created: number;
  /** Start of its last rollout, milliseconds since the epoch. */
  rolledOut: number;
  /** Number of its last rollout, as in `kubectl rollout history`. */
  number: number;
  /** Numbers of its rollouts before that. */
  earlier: number[];
}

/** The ReplicaSets that a workload has at an instant, newest revision first. */
export function revisionsAt(deployments: readonly Deployment[]): Revision[] {
  const byVersion = new Map<string, Revision>();
  for (const deployment of deployments) {
    const { version, sha, reason, author, started, revision } = deployment;
    const known = byVersion.get(version);
    byVersion.set(version, {
      version,
      sha,
      reason,
      author,
      created: known?.created ?? started,
      rolledOut: started,
      number: revision,
      earlier: known ? [...known.earlier, known.number] : [],
    });
  }
  return [...byVersion.values()]
    .sort((a, b) => b.number - a.number)
    .slice(0, REVISION_HISTORY_LIMIT + 1);
}

/** What of a workload's history matters to its cluster. */
export function historyOf(
  world: World,
  { service, environment }: Workload,
  tMs: number,
): Deployment[] {
  return deploymentsAt(world, service, environment, tMs).slice(
    -3 * REVISION_HISTORY_LIMIT,
  );
}

/** The hash that ties a ReplicaSet and its pods to one pod template. */
export function templateHash(
  { service, environment }: Workload,
  version: string,
): string {
  return drawHex(40, service.name, environment, version, 'template').slice(
    0,
    10,
  );
}
