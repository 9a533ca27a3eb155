import { Entity } from '@backstage/catalog-model';
import {
  BackupRecord,
  RecoveryPoint,
} from '@opsdeck/backstage-plugin-backups-common';

/** The instant that the examples are about. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function ago(ms: number): string {
  return new Date(NOW.getTime() - ms).toISOString();
}

export function arnOf(name: string): string {
  return `arn:aws:rds:eu-west-1:111122223333:db:${name}`;
}

export function point(
  key: string,
  ageMs: number,
  overrides: Partial<RecoveryPoint> = {},
): RecoveryPoint {
  return {
    key,
    kind: 'automated',
    status: 'available',
    providerStatus: overrides.status ?? 'available',
    dataTime: ago(ageMs),
    createdAt: ago(ageMs),
    completedAt: null,
    location: 'eu-west-1',
    encrypted: true,
    ...overrides,
  };
}

/** A database with nightly points; its range ends three minutes ago. */
export function record(
  name: string,
  overrides: Partial<BackupRecord> = {},
): BackupRecord {
  return {
    key: arnOf(name),
    title: name,
    type: 'database',
    engine: 'postgres 16.8',
    location: '111122223333 eu-west-1',
    bindings: [
      { annotation: 'aws.amazon.com/amazon-rds-arn', value: arnOf(name) },
    ],
    environmentFacts: { account: '111122223333', region: 'eu-west-1' },
    protection: {
      automated: true,
      retentionDays: 7,
      backupWindow: '04:30-05:00',
      maintenanceWindow: 'sun:02:00-sun:04:00',
      encrypted: true,
      multiZone: true,
      copyLocations: [],
    },
    pointInTime: { earliest: ago(7 * DAY), latest: ago(3 * MINUTE) },
    recoveryPoints: [point('night-1', DAY), point('night-0', HOUR)],
    ...overrides,
  };
}

/** A catalog Resource that claims the database of its own name. */
export function databaseEntity(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: {
        'aws.amazon.com/amazon-rds-arn': arnOf(name),
        ...annotations,
      },
    },
    spec: { type: 'database', owner: 'group:default/team' },
    relations: [],
  };
}

/** A component that depends on the given Resources; the relation is set on both. */
export function serviceEntity(name: string, resources: Entity[]): Entity {
  const service: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type: 'service', owner: 'group:default/team' },
    relations: resources.map(resource => ({
      type: 'dependsOn',
      targetRef: `resource:default/${resource.metadata.name}`,
    })),
  };
  for (const resource of resources) {
    resource.relations?.push({
      type: 'dependencyOf',
      targetRef: `component:default/${name}`,
    });
  }
  return service;
}
