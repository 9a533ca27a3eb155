import { Deployment } from '../world/deployments';
import { isoSeconds, SECOND, SET_UP } from '../world/time';
import type { World } from '../world/world';
import { Workload } from './clusters';
import {
  KubernetesObject,
  labelsOf,
  podCounts,
  podTemplate,
  replicaSetName,
  resourceVersion,
  uid,
} from './objects';
import { REVISION_HISTORY_LIMIT } from './revisions';

/** The controller needs this long to notice a new generation. */
const OBSERVED_AFTER = 2 * SECOND;

/** The `Deployment` of a workload. */
export function deploymentObject(
  world: World,
  workload: Workload,
  current: Deployment,
  tMs: number,
): KubernetesObject {
  const { service, environment, namespace } = workload;
  const { wanted, updated, ready, old } = podCounts(workload, current);
  const observed = tMs >= current.started + OBSERVED_AFTER;
  const available = Math.min(wanted, ready + old);
  const total = current.state === 'succeeded' ? wanted : updated + old;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service.name,
      namespace,
      uid: uid(service.name, environment, 'deployment'),
      resourceVersion: resourceVersion(current.finished ?? tMs),
      generation: current.revision,
      creationTimestamp: isoSeconds(SET_UP),
      labels: labelsOf(workload),
      annotations: {
        'deployment.kubernetes.io/revision': String(
          observed ? current.revision : current.revision - 1,
        ),
        'kubernetes.io/change-cause': changeCause(current),
      },
    },
    spec: {
      replicas: wanted,
      selector: { matchLabels: { app: service.name } },
      template: podTemplate(world, workload, current),
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 1, maxSurge: 1 },
      },
      revisionHistoryLimit: REVISION_HISTORY_LIMIT,
      progressDeadlineSeconds: 300,
    },
    status: {
      observedGeneration: observed ? current.revision : current.revision - 1,
      replicas: total,
      updatedReplicas: current.state === 'succeeded' ? wanted : updated,
      readyReplicas: available,
      availableReplicas: available,
      ...(total > available && { unavailableReplicas: total - available }),
      conditions: [
        {
          type: 'Available',
          status: 'True',
          lastUpdateTime: isoSeconds(SET_UP),
          lastTransitionTime: isoSeconds(SET_UP),
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        },
        progressing(workload, current),
      ],
    },
  };
}

/** Who rolled what out, for `kubernetes.io/change-cause`. */
export function changeCause({
  reason,
  author,
  sha,
}: Pick<Deployment, 'reason' | 'author' | 'sha'>): string {
  return `${reason} (${sha.slice(0, 7)}) by ${author}`;
}

/** A rollout that misses its deadline is marked, and nothing else happens to it. */
function progressing(workload: Workload, current: Deployment): object {
  const name = `ReplicaSet "${replicaSetName(workload, current.version)}"`;
  const at = isoSeconds(current.finished ?? current.started);
  const condition = (status: string, reason: string, message: string) => ({
    type: 'Progressing',
    status,
    lastUpdateTime: at,
    lastTransitionTime: status === 'True' ? isoSeconds(SET_UP) : at,
    reason,
    message: `${name} ${message}`,
  });
  switch (current.state) {
    case 'running':
      return condition('True', 'ReplicaSetUpdated', 'is progressing.');
    case 'failed':
      return condition(
        'False',
        'ProgressDeadlineExceeded',
        'has timed out progressing.',
      );
    default:
      return condition(
        'True',
        'NewReplicaSetAvailable',
        'has successfully progressed.',
      );
  }
}
