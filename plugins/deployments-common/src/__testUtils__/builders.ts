import {
  Environment,
  EnvironmentTier,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  Deployment,
  DeploymentAttempt,
  EnvironmentCell,
  RunningVersion,
} from '../api';
import { LedgerAttempt, SourcedAttempt, foldAttempt } from '../domain';

/** The present of the tests. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

/** An instant so many minutes before {@link NOW}. */
export function minutesAgo(minutes: number): string {
  return new Date(NOW.getTime() - minutes * 60_000).toISOString();
}

export function hoursAgo(hours: number): string {
  return minutesAgo(hours * 60);
}

const ORDER: Record<string, [order: number, tier: EnvironmentTier]> = {
  development: [1, 'development'],
  staging: [2, 'staging'],
  production: [3, 'production'],
  dr: [4, 'disaster-recovery'],
};

export function environment(id: string): Environment {
  const [order, tier] = ORDER[id];
  const title = id === 'dr' ? 'DR' : id[0].toUpperCase() + id.slice(1);
  return { id, title, tier, order };
}

export function attempt(
  overrides: Partial<DeploymentAttempt> = {},
): DeploymentAttempt {
  return {
    kind: 'attempt',
    key: 'key-1',
    artifact: { version: '1.42.0', digest: null, image: null },
    commit: null,
    repository: null,
    author: null,
    trigger: null,
    cause: null,
    strategy: null,
    status: 'succeeded',
    providerState: 'success',
    startedAt: hoursAgo(2),
    finishedAt: null,
    history: [],
    environmentFacts: { cluster: 'prod' },
    bindings: [],
    links: [],
    ...overrides,
  };
}

export function ledgerAttempt(
  overrides: Partial<DeploymentAttempt> = {},
): LedgerAttempt {
  const folded = foldAttempt(undefined, attempt(overrides));
  if (!folded) throw new Error('the attempt has no place in time');
  return folded;
}

export function sourced(
  sourceId: string,
  overrides: Partial<DeploymentAttempt> = {},
): SourcedAttempt {
  return { sourceId, scopeId: 'scope', attempt: ledgerAttempt(overrides) };
}

/** A deployment of a version, as the API answers it. */
export function deployment(
  version: string,
  startedAt: string,
  overrides: Partial<Deployment> = {},
): Deployment {
  return {
    id: `${version}@${startedAt}`,
    entityRef: 'component:default/orders',
    environment: environment('production'),
    place: 'cluster prod',
    artifact: { version, digest: null, image: null },
    commit: null,
    repository: null,
    author: null,
    trigger: null,
    cause: null,
    strategy: null,
    status: 'succeeded',
    startedAt,
    finishedAt: null,
    sources: [
      {
        sourceId: 'kubernetes',
        scopeId: 'prod',
        title: 'Kubernetes prod',
        providerState: 'Complete',
      },
    ],
    links: [],
    ...overrides,
  };
}

export function running(
  version: string,
  overrides: Partial<RunningVersion> = {},
): RunningVersion {
  return {
    kind: 'running',
    key: 'workload-1',
    title: 'Deployment orders/orders',
    artifact: { version, digest: null, image: null },
    commit: null,
    repository: null,
    since: null,
    strategy: 'rolling',
    replicas: { wanted: 3, ready: 3 },
    health: 'healthy',
    healthReason: '',
    environmentFacts: { cluster: 'prod' },
    bindings: [],
    links: [],
    ...overrides,
  };
}

export function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'kubernetes',
    sourceTitle: 'Kubernetes',
    scopeId: 'prod',
    scopeTitle: 'prod',
    cadence: 'PT1M',
    lastSuccessAt: minutesAgo(1),
    lastAttemptAt: minutesAgo(1),
    nextRunAt: minutesAgo(0),
    failure: null,
    ...overrides,
  };
}

export const STALE = freshness({ lastSuccessAt: hoursAgo(1) });

export function cell(
  id: string,
  version: string,
  overrides: Partial<EnvironmentCell> = {},
): EnvironmentCell {
  return {
    environment: environment(id),
    artifact: { version, digest: null, image: null },
    commit: null,
    since: hoursAgo(72),
    author: null,
    strategy: null,
    health: 'healthy',
    healthReason: '',
    workloads: [],
    latest: null,
    rollingOut: null,
    drift: null,
    assessment: null,
    freshness: [],
    ...overrides,
  };
}
