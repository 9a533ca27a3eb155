import { Deployment } from '../world/deployments';
import { isoSeconds } from '../world/time';
import type { World } from '../world/world';
import { replicasIn, Workload } from './clusters';
import { changeCause } from './deploymentObject';
import {
  KubernetesObject,
  podCounts,
  podTemplate,
  replicaSetName,
  replicaSetUid,
  resourceVersion,
  uid,
} from './objects';
import { Revision, revisionsAt, templateHash } from './revisions';

/** One version of a workload and the pods it has. */
export interface SizedRevision {
  revision: Revision;
  pods: number;
  ready: number;
}

/** The versions of a workload with their pods, newest revision first. */
export function sizedRevisions(
  workload: Workload,
  history: readonly Deployment[],
): SizedRevision[] {
  const counts = podCounts(workload, history[history.length - 1]);
  return revisionsAt(history).map((revision, index) => {
    if (index === 0) {
      return { revision, pods: counts.updated, ready: counts.ready };
    }
    const old = index === 1 ? counts.old : 0;
    return { revision, pods: old, ready: old };
  });
}

/** The `ReplicaSet` of one version of a workload. */
export function replicaSetObject(
  world: World,
  workload: Workload,
  { revision, pods, ready }: SizedRevision,
): KubernetesObject {
  const { service, environment, namespace } = workload;
  const hash = {
    'pod-template-hash': templateHash(workload, revision.version),
  };
  const template = podTemplate(world, workload, revision);
  const labels = { ...template.metadata.labels, ...hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(workload, revision.version),
      namespace,
      uid: replicaSetUid(workload, revision.version),
      resourceVersion: resourceVersion(revision.rolledOut),
      generation: 1 + revision.earlier.length,
      creationTimestamp: isoSeconds(revision.created),
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(
          replicasIn(workload),
        ),
        'deployment.kubernetes.io/revision': String(revision.number),
        ...(revision.earlier.length > 0 && {
          'deployment.kubernetes.io/revision-history':
            revision.earlier.join(','),
        }),
        'kubernetes.io/change-cause': changeCause(revision),
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: service.name,
          uid: uid(service.name, environment, 'deployment'),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      replicas: pods,
      selector: { matchLabels: { app: service.name, ...hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: {
      replicas: pods,
      fullyLabeledReplicas: pods,
      readyReplicas: ready,
      availableReplicas: ready,
      observedGeneration: 1 + revision.earlier.length,
    },
  };
}
