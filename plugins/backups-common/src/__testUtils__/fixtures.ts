import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { RecoveryPoint, ResourceBackup } from '../api';

/** The instant that the examples are judged at. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant before {@link NOW}. */
export function ago(ms: number): string {
  return new Date(NOW.getTime() - ms).toISOString();
}

/** A scope read half a minute ago, every minute: stale from 12:01:30 on. */
export function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'aws-rds',
    sourceTitle: 'Amazon RDS',
    scopeId: '111122223333/eu-west-1',
    scopeTitle: 'production eu-west-1',
    cadence: 'PT1M',
    lastSuccessAt: ago(30 * SECOND),
    lastAttemptAt: ago(31 * SECOND),
    nextRunAt: ago(-30 * SECOND),
    failure: null,
    ...overrides,
  };
}

/** A usable point with data of the given age. */
export function point(
  ageMs: number,
  overrides: Partial<RecoveryPoint> = {},
): RecoveryPoint {
  return {
    key: `snapshot-${ageMs}`,
    kind: 'automated',
    status: 'available',
    providerStatus: overrides.status ?? 'available',
    dataTime: ago(ageMs),
    createdAt: ago(ageMs),
    location: 'eu-west-1',
    encrypted: true,
    ...overrides,
  };
}

/** Four nightly points, the newest with data of the given age. */
export function nightly(ageMs: number): RecoveryPoint[] {
  return [0, 1, 2, 3].map(n => point(ageMs + n * DAY));
}

/** A row of the tab that keeps an RPO of five minutes. */
export function resource(
  overrides: Partial<ResourceBackup> = {},
): ResourceBackup {
  return {
    key: 'arn:aws:rds:eu-west-1:111122223333:db:orders-db',
    entityRef: 'resource:default/orders-db',
    title: 'orders-db',
    type: 'database',
    engine: 'postgres 16.8',
    location: '111122223333 eu-west-1',
    environment: null,
    objective: {
      rpo: 'PT5M',
      rto: null,
      tier: null,
      dataClass: null,
      declaredBy: 'resource:default/orders-db',
      problems: [],
    },
    protection: null,
    pointInTime: null,
    restorableAt: ago(3 * MINUTE),
    exposureMs: 3 * MINUTE,
    breachAt: null,
    assessment: {
      verdict: 'met',
      reason: '3 min would be lost (allowed 5 min)',
      observed: '3 min',
      threshold: '5 min',
    },
    lastGoodPoint: null,
    failedSince: 0,
    freshness: freshness(),
    ...overrides,
  };
}
