import { isoSeconds } from '../world/time';
import type { World } from '../world/world';
import { Workload } from './clusters';
import {
  KubernetesObject,
  podTemplate,
  replicaSetName,
  replicaSetUid,
  resourceVersion,
  uid,
} from './objects';
import { SizedRevision } from './replicaSetObject';
import { templateHash } from './revisions';

/** The `Pod`s of one version of a workload, with no more than what tells whether they are well. */
export function podObjects(
  world: World,
  workload: Workload,
  { revision, pods, ready }: SizedRevision,
): KubernetesObject[] {
  const { environment, namespace } = workload;
  const template = podTemplate(world, workload, revision);
  const owner = replicaSetName(workload, revision.version);
  const [container] = template.spec.containers;
  const since = isoSeconds(revision.rolledOut);
  return Array.from({ length: pods }, (_, index) => {
    const isReady = index < ready;
    const name = `${owner}-${uid(owner, environment, index).slice(0, 5)}`;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace,
        uid: uid(name, 'pod'),
        resourceVersion: resourceVersion(revision.rolledOut),
        creationTimestamp: since,
        labels: {
          ...template.metadata.labels,
          'pod-template-hash': templateHash(workload, revision.version),
        },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: owner,
            uid: replicaSetUid(workload, revision.version),
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: template.spec,
      status: {
        phase: 'Running',
        startTime: since,
        conditions: [
          {
            type: 'Ready',
            status: isReady ? 'True' : 'False',
            lastTransitionTime: since,
          },
        ],
        containerStatuses: [
          {
            name: container.name,
            image: container.image,
            imageID: container.image,
            ready: isReady,
            restartCount: 0,
            state: { running: { startedAt: since } },
          },
        ],
      },
    };
  });
}
