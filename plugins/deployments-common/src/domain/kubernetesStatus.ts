import { DeploymentStatus, HealthLevel } from '../api';

/** A condition of a Kubernetes Deployment. */
export interface KubernetesCondition {
  type: string;
  status: string;
  reason: string | null;
  message: string | null;
  /** When the condition last said something else (ISO-8601). */
  lastUpdateTime: string | null;
}

/** What the state of a Kubernetes Deployment follows from. */
export interface KubernetesDeploymentState {
  /** Of the desired state; grows with each change of the spec. */
  generation: number;
  /** The generation that the controller has looked at; null before the first look. */
  observedGeneration: number | null;
  paused: boolean;
  /** Replicas wanted (`spec.replicas`). */
  wanted: number;
  /** Replicas of the newest revision (`status.updatedReplicas`). */
  updated: number;
  /** Replicas of all revisions (`status.replicas`). */
  total: number;
  ready: number;
  available: number;
  conditions: readonly KubernetesCondition[];
}

export interface KubernetesRollout {
  status: DeploymentStatus;
  /** Reason of the Progressing condition, Kubernetes' own word. */
  providerState: string;
  /** What Kubernetes says to it. */
  note: string | null;
  /** When it came to this; null when Kubernetes does not say. */
  at: string | null;
}

/**
 * Whether the status speaks of the spec as it stands. Until the controller has
 * looked at the newest generation, every condition is about the one before.
 */
export function isObserved(state: KubernetesDeploymentState): boolean {
  return (state.observedGeneration ?? 0) >= state.generation;
}

/**
 * How the newest revision of a Deployment stands.
 *
 * A missed progress deadline is a failure; Kubernetes marks it and does not roll
 * back, so it is never `rolled-back`. Without a Progressing condition (no
 * deadline is set) the replica counts decide, as `kubectl rollout status` does.
 */
export function newestRevisionStatus(
  state: KubernetesDeploymentState,
): KubernetesRollout {
  if (!isObserved(state)) {
    return {
      status: 'queued',
      providerState: 'GenerationNotObserved',
      note: `The controller has not looked at generation ${state.generation} yet`,
      at: null,
    };
  }
  const progressing = condition(state, 'Progressing');
  const as = (
    status: DeploymentStatus,
    word: string = progressing?.reason ?? 'Progressing',
  ): KubernetesRollout => ({
    status,
    providerState: word,
    note: progressing?.message ?? null,
    at: progressing?.lastUpdateTime ?? null,
  });
  if (progressing?.status === 'False') return as('failed');
  if (progressing?.reason === 'NewReplicaSetAvailable') return as('succeeded');
  if (!progressing && isRolledOut(state)) return as('succeeded', 'Complete');
  if (state.paused) return as('paused', 'DeploymentPaused');
  return as('running');
}

/** All replicas are of the newest revision and available, and no old one is left. */
function isRolledOut(state: KubernetesDeploymentState): boolean {
  const { wanted, updated, total, available } = state;
  return updated >= wanted && total <= updated && available >= updated;
}

export interface KubernetesRevision {
  /** Value of `deployment.kubernetes.io/revision`. */
  revision: number;
  /** Pods of the revision that are ready. */
  ready: number;
}

/**
 * How a revision stands that is not the newest: it still counts as succeeded
 * while it serves in place of a newest one that has not made it; else it is
 * superseded. Whether it ever succeeded Kubernetes does not keep.
 */
export function olderRevisionStatus(
  older: KubernetesRevision,
  newest: KubernetesRollout,
  before: KubernetesRevision | undefined,
): KubernetesRollout {
  const serves =
    newest.status !== 'succeeded' &&
    older.ready > 0 &&
    older.revision === before?.revision;
  return {
    status: serves ? 'succeeded' : 'superseded',
    providerState: serves ? 'Serving' : 'Replaced',
    note: null,
    at: null,
  };
}

/**
 * The revision that counts as running: the newest one once it is rolled out.
 * Until then, while both serve or the newest is stuck, the older one with most
 * ready Pods, of equals the newer; without such a one the newest.
 *
 * @param revisions - newest first
 */
export function servingRevision<T extends KubernetesRevision>(
  revisions: readonly T[],
  newest: KubernetesRollout,
): T | undefined {
  const [first, ...older] = revisions;
  if (newest.status === 'succeeded') return first;
  const serving = older.reduce<T | undefined>(
    (best, revision) => (revision.ready > (best?.ready ?? 0) ? revision : best),
    undefined,
  );
  return serving ?? first;
}

/** How well a Deployment serves, and why not better. */
export function workloadHealth(
  state: KubernetesDeploymentState,
  rollout: KubernetesRollout,
): { health: HealthLevel; reason: string } {
  const { wanted, ready } = state;
  const counted = `${ready} of ${wanted} replicas are ready`;
  if (wanted === 0) return { health: 'stopped', reason: 'scaled to zero' };
  const available = condition(state, 'Available');
  if (available?.status === 'False' || ready === 0) {
    return { health: 'unavailable', reason: sentence(counted, available) };
  }
  if (!isObserved(state) || rollout.status === 'running') {
    return { health: 'progressing', reason: counted };
  }
  if (rollout.status === 'failed') {
    return {
      health: 'degraded',
      reason: sentence(counted, condition(state, 'Progressing')),
    };
  }
  if (ready < wanted) return { health: 'degraded', reason: counted };
  return { health: 'healthy', reason: '' };
}

function condition(
  state: KubernetesDeploymentState,
  type: string,
): KubernetesCondition | undefined {
  return state.conditions.find(candidate => candidate.type === type);
}

function sentence(counted: string, why: KubernetesCondition | undefined) {
  const detail = why?.message ?? why?.reason;
  return detail ? `${counted}: ${detail}` : counted;
}
