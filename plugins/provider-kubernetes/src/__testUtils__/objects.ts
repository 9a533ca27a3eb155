/** The instant that the examples are about. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export function minutesAgo(minutes: number): string {
  // Kubernetes writes whole seconds.
  return new Date(NOW.getTime() - minutes * 60_000)
    .toISOString()
    .replace('.000Z', 'Z');
}

export interface Rollout {
  /** Reason of the Progressing condition. */
  reason: string;
  status?: 'True' | 'False' | 'Unknown';
  message?: string;
  at: string;
}

export interface DeploymentOptions {
  name?: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  rollout?: Rollout;
  generation?: number;
  observedGeneration?: number;
  wanted?: number;
  ready?: number;
  paused?: boolean;
}

export const COMPLETE: Rollout = {
  reason: 'NewReplicaSetAvailable',
  message: 'ReplicaSet "orders-7" has successfully progressed.',
  at: minutesAgo(55),
};

/** A Deployment as the API server answers it. */
export function deploymentObject(options: DeploymentOptions = {}) {
  const { name = 'orders', namespace = 'shop', uid = `uid-${name}` } = options;
  const { rollout = COMPLETE, wanted = 3, ready = wanted } = options;
  const { generation = 7, observedGeneration = generation } = options;
  return {
    metadata: {
      name,
      namespace,
      uid,
      generation,
      labels: options.labels ?? {
        'backstage.io/kubernetes-id': name,
        environment: 'live',
      },
      annotations: { 'deployment.kubernetes.io/revision': '7' },
    },
    spec: {
      replicas: wanted,
      paused: options.paused,
      selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate' },
      template: podTemplate('1.42.0', name),
    },
    status: {
      observedGeneration,
      replicas: wanted,
      updatedReplicas: wanted,
      readyReplicas: ready,
      availableReplicas: ready,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
          lastUpdateTime: minutesAgo(90),
        },
        {
          type: 'Progressing',
          status: rollout.status ?? 'True',
          reason: rollout.reason,
          message: rollout.message,
          lastUpdateTime: rollout.at,
        },
      ],
    },
  };
}

export interface ReplicaSetOptions {
  owner?: string;
  earlier?: number[];
  created?: string;
  ready?: number;
  annotations?: Record<string, string>;
}

/** A ReplicaSet of a Deployment as the API server answers it. */
export function replicaSetObject(
  revision: number,
  version: string,
  options: ReplicaSetOptions = {},
) {
  const { owner = 'orders', earlier = [], ready = 0 } = options;
  return {
    metadata: {
      name: `${owner}-${revision}`,
      namespace: 'shop',
      uid: `uid-${owner}-${revision}`,
      creationTimestamp: options.created ?? minutesAgo(60 * (10 - revision)),
      annotations: {
        'deployment.kubernetes.io/revision': String(revision),
        ...(earlier.length > 0 && {
          'deployment.kubernetes.io/revision-history': earlier.join(','),
        }),
        'kubernetes.io/change-cause': `Release ${version} by ana`,
        ...options.annotations,
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: owner,
          uid: `uid-${owner}`,
          controller: true,
        },
      ],
    },
    spec: {
      replicas: ready,
      selector: { matchLabels: { app: owner } },
      template: podTemplate(version, owner),
    },
    status: { replicas: ready, readyReplicas: ready },
  };
}

const SHA = '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6';

export function podTemplate(version: string, name = 'orders') {
  return {
    metadata: {
      labels: { app: name, 'app.kubernetes.io/version': version },
      annotations: {
        'org.opencontainers.image.revision': SHA,
        'org.opencontainers.image.source': 'https://github.com/acme/orders.git',
      },
    },
    spec: {
      containers: [
        { name: 'proxy', image: 'registry.example.com/proxy:9' },
        {
          name,
          image: `registry.example.com:5000/${name}:${version}@sha256:${version}`,
        },
      ],
    },
  };
}
