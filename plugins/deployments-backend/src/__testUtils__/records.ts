import { Entity } from '@backstage/catalog-model';
import {
  DeploymentAttempt,
  RunningVersion,
} from '@opsdeck/backstage-plugin-deployments-common';
import { EnvironmentDefinition } from '@opsdeck/backstage-plugin-operations-common';

/** The instant that the examples are about. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function ago(ms: number): string {
  return new Date(NOW.getTime() - ms).toISOString();
}

export const ENVIRONMENTS: EnvironmentDefinition[] = [
  {
    id: 'staging',
    title: 'Staging',
    tier: 'staging',
    order: 1,
    match: [{ cluster: 'nonprod' }, { githubEnvironment: 'staging' }],
  },
  {
    id: 'production',
    title: 'Production',
    tier: 'production',
    order: 2,
    match: [{ cluster: 'prod' }, { githubEnvironment: 'production' }],
  },
];

const ANNOTATION = 'backstage.io/kubernetes-id';

/** A successful attempt to deploy orders to production, an hour ago. */
export function attempt(
  key: string,
  overrides: Partial<DeploymentAttempt> = {},
): DeploymentAttempt {
  return {
    kind: 'attempt',
    key,
    artifact: { version: '1.42.0', digest: null, image: null },
    commit: null,
    repository: null,
    author: 'ana',
    trigger: null,
    cause: null,
    strategy: 'rolling',
    status: 'succeeded',
    providerState: 'Complete',
    startedAt: ago(HOUR),
    finishedAt: ago(HOUR - 5 * MINUTE),
    history: [],
    environmentFacts: { cluster: 'prod' },
    bindings: [{ annotation: ANNOTATION, value: 'orders' }],
    links: [],
    ...overrides,
  };
}

/** What runs of orders in production. */
export function running(
  key: string,
  overrides: Partial<RunningVersion> = {},
): RunningVersion {
  return {
    kind: 'running',
    key,
    title: `Deployment orders/${key}`,
    artifact: { version: '1.42.0', digest: null, image: null },
    commit: null,
    repository: null,
    since: null,
    strategy: 'rolling',
    replicas: { wanted: 3, ready: 3 },
    health: 'healthy',
    healthReason: '',
    environmentFacts: { cluster: 'prod' },
    bindings: [{ annotation: ANNOTATION, value: 'orders' }],
    links: [],
    ...overrides,
  };
}

/** A catalog Component that claims the workloads of its own name. */
export function serviceEntity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { [ANNOTATION]: name } },
    spec: { type: 'service', owner: 'group:default/team' },
    relations: [],
  };
}

export const ORDERS = 'component:default/orders';
