import { Entity } from '@backstage/catalog-model';
import {
  BackupsApi,
  BackupsOverview,
  ResourceBackup,
} from '@opsdeck/backstage-plugin-backups-common';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';

export const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:orders-db';

export const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'aws-rds',
    sourceTitle: 'Amazon RDS',
    scopeId: '111122223333/eu-west-1',
    scopeTitle: 'production eu-west-1',
    cadence: 'PT5M',
    lastSuccessAt: ago(2),
    lastAttemptAt: ago(2),
    nextRunAt: ago(-3),
    failure: null,
    ...overrides,
  };
}

/** A database that would lose 47 minutes where 5 are allowed. */
export function resource(
  overrides: Partial<ResourceBackup> = {},
): ResourceBackup {
  return {
    key: ARN,
    sourceId: 'aws-rds',
    entityRef: 'resource:default/orders-db',
    title: 'orders-db',
    type: 'database',
    engine: 'postgres 16.4',
    location: 'eu-west-1',
    environment: null,
    objective: {
      rpo: 'PT5M',
      rto: 'PT1H',
      tier: 'critical',
      dataClass: null,
      declaredBy: 'resource:default/orders-db',
      problems: [],
    },
    recoveryTimeProof: 'no restore test is on record',
    protection: {
      automated: true,
      retentionDays: 7,
      backupWindow: '04:30-05:00',
      maintenanceWindow: 'sun:02:00-sun:04:00',
      encrypted: true,
      multiZone: null,
      copyLocations: [],
    },
    findings: [],
    pointInTime: { earliest: ago(7 * 24 * 60), latest: ago(47) },
    restorableAt: ago(47),
    exposureMs: 47 * 60_000,
    worstCaseMs: 5 * 60_000,
    breachAt: ago(42),
    assessment: {
      verdict: 'breached',
      reason: 'Point-in-time recovery stands: 47 min would be lost',
      observed: '47 min',
      threshold: '5 min',
    },
    lastGoodPoint: {
      key: 'rds:orders-db-1',
      kind: 'automated',
      status: 'available',
      providerStatus: 'available',
      dataTime: ago(300),
      createdAt: ago(300),
      location: 'eu-west-1',
      encrypted: true,
    },
    failedSince: 0,
    freshness: freshness(),
    ...overrides,
  };
}

export function overview(
  overrides: Partial<BackupsOverview> = {},
): BackupsOverview {
  return {
    entityRef: 'component:default/orders',
    evaluatedAt: ago(0),
    headline: 'orders-db would lose 47 min (allowed 5 min)',
    verdict: 'breached',
    resources: [resource()],
    sources: [freshness()],
    ...overrides,
  };
}

/** A backend that answers with one breached database and one recovery point. */
export function backupsApi(
  overrides: Partial<BackupsApi> = {},
): jest.Mocked<BackupsApi> {
  const point = resource().lastGoodPoint;
  return {
    getOverview: jest.fn(overrides.getOverview ?? (async () => overview())),
    listRecoveryPoints: jest.fn(
      overrides.listRecoveryPoints ??
        (async () => ({ items: point ? [point] : [], nextCursor: null })),
    ),
  };
}
