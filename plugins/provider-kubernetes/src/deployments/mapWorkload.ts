import {
  DeploymentAttempt,
  DeploymentRecord,
  KubernetesRollout,
  RunningVersion,
  newestRevisionStatus,
  olderRevisionStatus,
  servingRevision,
  workloadHealth,
} from '@opsdeck/backstage-plugin-deployments-common';
import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { RevisionObject, WorkloadObject } from './objects';

export interface MapOptions {
  /** Name of the cluster. */
  cluster: string;
  /** Finds who deployed in a change cause, as its first group. */
  authorPattern?: RegExp;
}

/**
 * A Deployment with its ReplicaSets as records: one attempt per revision, and what
 * runs. Going back to an earlier version gives its ReplicaSet a new revision number,
 * so one ReplicaSet may stand for several attempts.
 */
export function mapWorkload(
  workload: WorkloadObject,
  replicaSets: readonly RevisionObject[],
  options: MapOptions,
): DeploymentRecord[] {
  const revisions = [...replicaSets].sort((a, b) => b.revision - a.revision);
  const rollout = newestRevisionStatus(workload.state);
  const place = placeOf(workload, options);
  const attempts = revisions.flatMap((revision, index) => [
    attemptOf(
      workload,
      revision,
      index === 0
        ? rollout
        : olderRevisionStatus(revision, rollout, revisions[1]),
      { ...options, isNewest: index === 0, place },
    ),
    ...revision.earlier.map(number =>
      earlierAttemptOf(workload, revision, number, { ...options, place }),
    ),
  ]);
  return [...attempts, runningOf(workload, revisions, rollout, options, place)];
}

type Place = Pick<
  DeploymentAttempt,
  'environmentFacts' | 'bindings' | 'bindingFacts' | 'links'
>;

function placeOf(
  { namespace, name, labels, kubernetesId, environmentLabel }: WorkloadObject,
  { cluster }: MapOptions,
): Place {
  return {
    environmentFacts: {
      cluster,
      namespace,
      ...(environmentLabel ? { label: environmentLabel } : {}),
    },
    bindings: kubernetesId
      ? [{ annotation: PEER_ANNOTATIONS.kubernetesId, value: kubernetesId }]
      : [],
    bindingFacts: { provider: 'kubernetes', kind: 'Deployment', name, labels },
    links: [],
  };
}

function attemptOf(
  workload: WorkloadObject,
  revision: RevisionObject,
  { status, providerState, note, at }: KubernetesRollout,
  options: MapOptions & { isNewest: boolean; place: Place },
): DeploymentAttempt {
  const isReused = revision.earlier.length > 0;
  const { cause } = revision;
  const author =
    revision.deployedBy ??
    (cause && options.authorPattern?.exec(cause)?.[1]?.slice(0, 200));
  return {
    kind: 'attempt',
    key: keyOf(workload, options, revision.revision),
    ...revision.provenance,
    author: author || null,
    trigger: isReused ? 'rollback' : null,
    cause,
    strategy: workload.strategy,
    status,
    providerState,
    // A ReplicaSet that is used again keeps its creation time, and Kubernetes keeps
    // no other: the first sign of the new revision dates it, while it is the newest.
    startedAt: isReused ? at : revision.createdAt,
    finishedAt: status === 'succeeded' || status === 'failed' ? at : null,
    history: at ? [{ status, providerState, at, note: cut(note) }] : [],
    ...options.place,
  };
}

/** An attempt that a later one with the same Pod template has hidden: only its number is left, and when the first of them began. */
function earlierAttemptOf(
  workload: WorkloadObject,
  revision: RevisionObject,
  number: number,
  options: MapOptions & { place: Place },
): DeploymentAttempt {
  const isFirst = number === Math.min(...revision.earlier);
  return {
    kind: 'attempt',
    key: keyOf(workload, options, number),
    ...revision.provenance,
    author: null,
    trigger: isFirst ? null : 'rollback',
    cause: null,
    strategy: workload.strategy,
    status: 'superseded',
    providerState: 'Replaced',
    startedAt: isFirst ? revision.createdAt : null,
    finishedAt: null,
    history: [],
    ...options.place,
  };
}

function runningOf(
  workload: WorkloadObject,
  revisions: readonly RevisionObject[],
  rollout: KubernetesRollout,
  options: MapOptions,
  place: Place,
): RunningVersion {
  const { namespace, name, state, strategy } = workload;
  const serving = servingRevision(revisions, rollout);
  const { health, reason } = workloadHealth(state, rollout);
  return {
    kind: 'running',
    key: keyOf(workload, options),
    title: `Deployment ${namespace}/${name}`.slice(0, 255),
    ...(serving?.provenance ?? workload.provenance),
    since: sinceOf(serving, serving === revisions[0], rollout),
    strategy,
    replicas: { wanted: state.wanted, ready: state.ready },
    health,
    healthReason: reason.slice(0, 2_000),
    ...place,
  };
}

/** Since when a revision has been running, as far as Kubernetes keeps it. */
function sinceOf(
  serving: RevisionObject | undefined,
  isNewest: boolean,
  rollout: KubernetesRollout,
): string | null {
  if (!serving) return null;
  if (isNewest) return rollout.status === 'succeeded' ? rollout.at : null;
  return serving.earlier.length > 0 ? null : serving.createdAt;
}

/** Within the ledger's limit for keys: names of clusters are limited, the rest is of fixed length. */
function keyOf(
  { uid }: WorkloadObject,
  { cluster }: MapOptions,
  revision?: number,
): string {
  return [cluster, uid, ...(revision === undefined ? [] : [revision])].join(
    '/',
  );
}

function cut(note: string | null): string | null {
  return note === null ? null : note.slice(0, 2_000);
}
