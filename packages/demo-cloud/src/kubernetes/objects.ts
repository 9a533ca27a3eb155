import { imageOf } from '../world/images';
import { drawHex, KeyPart } from '../world/random';
import { Deployment } from '../world/deployments';
import type { World } from '../world/world';
import { replicasIn, Workload } from './clusters';
import { Revision, templateHash } from './revisions';

/** An object of the Kubernetes API. */
export interface KubernetesObject {
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    [member: string]: unknown;
  };
  [member: string]: unknown;
}

/** Identifiers of objects are UUIDs. */
export function uid(...key: KeyPart[]): string {
  const hex = drawHex(40, 'uid', ...key);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Identifier of the ReplicaSet of one version. */
export function replicaSetUid(
  { service, environment }: Workload,
  version: string,
): string {
  return uid(service.name, environment, version, 'replicaset');
}

/** Resource versions grow with time. */
export function resourceVersion(tMs: number): string {
  return String(Math.floor(tMs / 1_000));
}

/** Labels that an object and its pods carry. */
export function labelsOf({ service, environment }: Workload) {
  return {
    app: service.name,
    'app.kubernetes.io/name': service.name,
    'backstage.io/kubernetes-id': service.name,
    environment,
  };
}

/** The pod template of one version. */
export function podTemplate(
  { seed }: World,
  workload: Workload,
  revision: Pick<Revision, 'version' | 'sha'>,
) {
  const { service } = workload;
  return {
    metadata: {
      labels: {
        ...labelsOf(workload),
        'app.kubernetes.io/version': revision.version,
      },
      annotations: {
        'org.opencontainers.image.revision': revision.sha,
      },
    },
    spec: {
      containers: [
        {
          name: service.name,
          image: imageOf(seed, service, revision.version),
          imagePullPolicy: 'IfNotPresent',
          ports: [{ containerPort: 8080, protocol: 'TCP' }],
          readinessProbe: {
            httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
            initialDelaySeconds: 30,
            periodSeconds: 10,
            failureThreshold: 3,
          },
        },
      ],
      restartPolicy: 'Always',
    },
  };
}

/** Name of the ReplicaSet of one version. */
export function replicaSetName(workload: Workload, version: string): string {
  return `${workload.service.name}-${templateHash(workload, version)}`;
}

/** How the pods of a workload are spread over its newest version and the one before. */
export function podCounts(workload: Workload, current: Deployment) {
  const wanted = replicasIn(workload);
  const ready = Math.floor(current.progress * wanted);
  const updated = Math.min(wanted, ready + 1);
  return { wanted, updated, ready, old: wanted - ready };
}
