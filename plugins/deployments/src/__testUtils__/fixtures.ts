import { Entity } from '@backstage/catalog-model';
import {
  Deployment,
  DeploymentDetail,
  DeploymentsApi,
  DeploymentsOverview,
  EnvironmentCell,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  Environment,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';

export const ID = '4c0c8a3e-0f5c-4a8e-9a52-0b8c2f8f7a10';
export const EARLIER_ID = '0d9cf6c6-6a43-4c8c-8d9f-7f0a3a6f4f11';

export const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

const staging: Environment = {
  id: 'staging',
  title: 'Staging',
  tier: 'staging',
  order: 1,
};
const production: Environment = {
  id: 'production',
  title: 'Production',
  tier: 'production',
  order: 2,
};

export function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'kubernetes-deployments',
    sourceTitle: 'Kubernetes',
    scopeId: 'prod',
    scopeTitle: 'prod',
    cadence: 'PT1M',
    lastSuccessAt: ago(1),
    lastAttemptAt: ago(1),
    nextRunAt: ago(0),
    failure: null,
    ...overrides,
  };
}

/** A deployment of 1.42.0 to production that took four minutes, three days ago. */
export function deployment(overrides: Partial<Deployment> = {}): Deployment {
  return {
    id: ID,
    entityRef: 'component:default/orders',
    environment: production,
    place: 'cluster prod, namespace orders',
    artifact: {
      version: '1.42.0',
      digest: 'sha256:4bf5122f',
      image: 'registry.example.com/orders:1.42.0',
    },
    commit: '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6',
    repository: 'github.com/acme/orders',
    author: 'ana',
    trigger: null,
    cause: 'Release 1.42.0',
    strategy: 'canary',
    status: 'succeeded',
    startedAt: ago(3 * 24 * 60),
    finishedAt: ago(3 * 24 * 60 - 4),
    sources: [
      {
        sourceId: 'github-deployments',
        scopeId: 'acme/orders',
        title: 'GitHub acme/orders',
        providerState: 'success',
      },
      {
        sourceId: 'kubernetes-deployments',
        scopeId: 'prod',
        title: 'Kubernetes prod',
        providerState: 'NewReplicaSetAvailable',
      },
    ],
    links: [],
    ...overrides,
  };
}

export function cell(
  overrides: Partial<EnvironmentCell> = {},
): EnvironmentCell {
  return {
    environment: production,
    artifact: { version: '1.42.0', digest: null, image: null },
    commit: null,
    since: ago(3 * 24 * 60),
    author: 'ana',
    strategy: 'canary',
    health: 'healthy',
    healthReason: '',
    workloads: [
      {
        title: 'Deployment orders/orders',
        artifact: { version: '1.42.0', digest: null, image: null },
        replicas: { wanted: 6, ready: 6 },
        health: 'healthy',
        healthReason: '',
        links: [],
      },
    ],
    latest: null,
    rollingOut: null,
    drift: {
      against: staging,
      state: 'behind',
      versions: 2,
      since: ago(300),
    },
    assessment: { verdict: 'met', reason: 'Production runs 1.42.0' },
    freshness: [freshness()],
    ...overrides,
  };
}

export function overview(
  overrides: Partial<DeploymentsOverview> = {},
): DeploymentsOverview {
  return {
    entityRef: 'component:default/orders',
    evaluatedAt: ago(0),
    headline:
      'Production runs 1.42.0 for 3 d. Staging is 2 versions ahead. Nothing is rolling out.',
    verdict: 'met',
    environments: [
      cell({
        environment: staging,
        artifact: { version: '1.44.0', digest: null, image: null },
        since: ago(300),
        strategy: null,
        health: 'unknown',
        healthReason: 'no source reports the health',
        workloads: [],
        drift: null,
        assessment: null,
      }),
      cell(),
    ],
    unmapped: [],
    authors: ['ana', 'ben'],
    sources: [freshness()],
    ...overrides,
  };
}

export function detail(
  overrides: Partial<DeploymentDetail> = {},
): DeploymentDetail {
  return {
    deployment: deployment(),
    previous: deployment({
      id: EARLIER_ID,
      artifact: { version: '1.41.0', digest: null, image: null },
    }),
    reports: [
      {
        sourceId: 'github-deployments',
        sourceTitle: 'GitHub',
        scopeId: 'acme/orders',
        key: 'acme/orders/42',
        status: 'succeeded',
        providerState: 'success',
        history: [
          {
            status: 'running',
            providerState: 'in_progress',
            at: ago(3 * 24 * 60),
            note: 'Rolling out',
          },
          {
            status: 'succeeded',
            providerState: 'success',
            at: ago(3 * 24 * 60 - 4),
            note: null,
          },
        ],
        links: [{ title: 'Log', url: 'https://ci.example.com/42' }],
        freshness: freshness({
          sourceId: 'github-deployments',
          sourceTitle: 'GitHub',
          scopeTitle: 'acme/orders',
        }),
      },
      {
        sourceId: 'kubernetes-deployments',
        sourceTitle: 'Kubernetes',
        scopeId: 'prod',
        key: 'prod/uid/7',
        status: 'succeeded',
        providerState: 'NewReplicaSetAvailable',
        history: [],
        links: [],
        freshness: null,
      },
    ],
    ...overrides,
  };
}

/** A backend that answers with one deployment. */
export function deploymentsApi(
  overrides: Partial<DeploymentsApi> = {},
): jest.Mocked<DeploymentsApi> {
  return {
    getOverview: jest.fn(overrides.getOverview ?? (async () => overview())),
    listDeployments: jest.fn(
      overrides.listDeployments ??
        (async () => ({ items: [deployment()], nextCursor: null })),
    ),
    getDeployment: jest.fn(
      overrides.getDeployment ??
        (async (_entityRef, id) =>
          id === EARLIER_ID
            ? detail({
                deployment: deployment({
                  id,
                  artifact: { version: '1.41.0', digest: null, image: null },
                }),
                previous: null,
                reports: [],
              })
            : detail()),
    ),
    listChanges: jest.fn(
      overrides.listChanges ?? (async () => ({ items: [], truncated: false })),
    ),
  };
}
