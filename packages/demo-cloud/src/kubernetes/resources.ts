import { isoSeconds, SET_UP } from '../world/time';
import type { World } from '../world/world';
import { Cluster, Workload, workloadsOf } from './clusters';
import { deploymentObject } from './deploymentObject';
import { KubernetesObject, resourceVersion, uid } from './objects';
import { podObjects } from './podObject';
import { replicaSetObject, sizedRevisions } from './replicaSetObject';
import { historyOf } from './revisions';

/** One kind of object that the clusters serve. */
export interface Resource {
  /** Path of its group and version. */
  base: '/api/v1' | '/apis/apps/v1';
  plural: string;
  kind: string;
  namespaced: boolean;
  /** All objects of that kind in a cluster at an instant. */
  objects(world: World, cluster: Cluster, tMs: number): KubernetesObject[];
}

export const RESOURCES: readonly Resource[] = [
  {
    base: '/apis/apps/v1',
    plural: 'deployments',
    kind: 'Deployment',
    namespaced: true,
    objects: (world, cluster, tMs) =>
      running(world, cluster, tMs).map(({ workload, history }) =>
        deploymentObject(world, workload, history[history.length - 1], tMs),
      ),
  },
  {
    base: '/apis/apps/v1',
    plural: 'replicasets',
    kind: 'ReplicaSet',
    namespaced: true,
    objects: (world, cluster, tMs) =>
      running(world, cluster, tMs).flatMap(({ workload, history }) =>
        sizedRevisions(workload, history).map(sized =>
          replicaSetObject(world, workload, sized),
        ),
      ),
  },
  {
    base: '/apis/apps/v1',
    plural: 'statefulsets',
    kind: 'StatefulSet',
    namespaced: true,
    objects: () => [],
  },
  {
    base: '/api/v1',
    plural: 'pods',
    kind: 'Pod',
    namespaced: true,
    objects: (world, cluster, tMs) =>
      running(world, cluster, tMs).flatMap(({ workload, history }) =>
        sizedRevisions(workload, history).flatMap(sized =>
          podObjects(world, workload, sized),
        ),
      ),
  },
  {
    base: '/api/v1',
    plural: 'namespaces',
    kind: 'Namespace',
    namespaced: false,
    objects: (_world, cluster) =>
      ['default', 'kube-system', ...workloadsOf(cluster).map(nameOf)].map(
        namespaceObject,
      ),
  },
];

/** The workloads of a cluster that have been deployed by an instant. */
function running(world: World, cluster: Cluster, tMs: number) {
  return workloadsOf(cluster)
    .map(workload => ({ workload, history: historyOf(world, workload, tMs) }))
    .filter(({ history }) => history.length > 0);
}

function nameOf({ namespace }: Workload): string {
  return namespace;
}

function namespaceObject(name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      uid: uid(name, 'namespace'),
      resourceVersion: resourceVersion(SET_UP),
      creationTimestamp: isoSeconds(SET_UP),
      labels: { 'kubernetes.io/metadata.name': name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}
