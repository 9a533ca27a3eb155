import { V1Deployment, V1ReplicaSet } from '@kubernetes/client-node';
import {
  DeploymentStrategy,
  KubernetesDeploymentState,
} from '@opsdeck/backstage-plugin-deployments-common';
import { MAX_LABELS } from '@opsdeck/backstage-plugin-operations-common';
import { Provenance, provenanceOf } from './podTemplate';

export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';
/** Ours, for pipelines that want to say who it was. */
const DEPLOYED_BY = 'opsdeck.io/deployed-by';
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const ENVIRONMENT_LABEL = 'environment';

/** What is kept of a Deployment. */
export interface WorkloadObject {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  kubernetesId: string | null;
  environmentLabel: string | null;
  strategy: DeploymentStrategy | null;
  state: KubernetesDeploymentState;
  /** What its template asks for; runs only once a revision of it does. */
  provenance: Provenance;
}

/** What is kept of a ReplicaSet: one Pod template and the revisions that used it. */
export interface RevisionObject {
  /** Of the Deployment that controls it. */
  owner: string;
  revision: number;
  /** Revisions before that used the same template; going back to it made the newest. */
  earlier: number[];
  createdAt: string | null;
  ready: number;
  cause: string | null;
  deployedBy: string | null;
  provenance: Provenance;
}

/**
 * What matters of a Deployment.
 *
 * @throws Error when it lacks what identifies it.
 */
export function toWorkload(object: V1Deployment): WorkloadObject {
  const { metadata, spec, status } = object;
  const { uid, namespace, name, labels = {} } = metadata ?? {};
  if (!uid || !namespace || !name) {
    throw new Error('The Deployment lacks its uid, namespace or name');
  }
  const conditions = status?.conditions ?? [];
  return {
    uid,
    namespace,
    name,
    labels: Object.fromEntries(Object.entries(labels).slice(0, MAX_LABELS)),
    kubernetesId:
      labels[KUBERNETES_ID] ??
      spec?.template?.metadata?.labels?.[KUBERNETES_ID] ??
      null,
    environmentLabel: labels[ENVIRONMENT_LABEL] ?? null,
    strategy: strategyOf(spec?.strategy?.type),
    provenance: provenanceOf(spec?.template, name),
    state: {
      generation: metadata?.generation ?? 0,
      observedGeneration: status?.observedGeneration ?? null,
      paused: spec?.paused ?? false,
      wanted: spec?.replicas ?? 1,
      updated: status?.updatedReplicas ?? 0,
      total: status?.replicas ?? 0,
      ready: status?.readyReplicas ?? 0,
      available: status?.availableReplicas ?? 0,
      conditions: conditions.map(condition => ({
        type: condition.type,
        status: condition.status,
        reason: condition.reason ?? null,
        message: condition.message ?? null,
        lastUpdateTime: instant(condition.lastUpdateTime),
      })),
    },
  };
}

/** What matters of a ReplicaSet; undefined when no Deployment controls it. */
export function toRevision(object: V1ReplicaSet): RevisionObject | undefined {
  const { metadata, spec, status } = object;
  const annotations = metadata?.annotations ?? {};
  const owner = metadata?.ownerReferences?.find(
    reference => reference.controller && reference.kind === 'Deployment',
  );
  const revision = Number(annotations[REVISION]);
  if (!owner || !Number.isSafeInteger(revision) || revision < 1) {
    return undefined;
  }
  return {
    owner: owner.uid,
    revision,
    earlier: (annotations[REVISION_HISTORY] ?? '')
      .split(',')
      .map(Number)
      .filter(number => Number.isSafeInteger(number) && number > 0),
    createdAt: instant(metadata?.creationTimestamp),
    ready: status?.readyReplicas ?? 0,
    cause: annotations[CHANGE_CAUSE]?.slice(0, 2_000) || null,
    deployedBy:
      (
        annotations[DEPLOYED_BY] ??
        spec?.template?.metadata?.annotations?.[DEPLOYED_BY]
      )?.slice(0, 200) || null,
    provenance: provenanceOf(spec?.template, owner.name),
  };
}

function strategyOf(type: string | undefined): DeploymentStrategy | null {
  if (type === 'RollingUpdate') return 'rolling';
  return type === 'Recreate' ? 'recreate' : null;
}

/** The client makes dates of instants; one that it could not read is none. */
function instant(date: Date | undefined): string | null {
  return date && !Number.isNaN(new Date(date).getTime())
    ? new Date(date).toISOString()
    : null;
}
