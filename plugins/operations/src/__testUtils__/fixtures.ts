import { Entity } from '@backstage/catalog-model';
import {
  BoardChip,
  BoardPage,
  BoardRow,
  FleetSources,
  OperationsApi,
  SourceScopeState,
  SourceState,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';

export const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

/** The instant so many minutes before now. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function chip(verdict: Verdict | null, headline: string): BoardChip {
  return { verdict, headline, since: ago(10), validUntil: ago(-10) };
}

export function boardRow(overrides: Partial<BoardRow> = {}): BoardRow {
  return {
    entityRef: 'component:default/orders',
    title: 'Orders',
    owner: 'group:default/payments',
    system: 'system:default/shop',
    tier: 'critical',
    lifecycle: 'production',
    verdict: 'breached',
    headline: 'would lose 47 min (allowed 5 min)',
    chips: {
      backups: chip('breached', 'would lose 47 min (allowed 5 min)'),
      incidents: chip('met', 'no open incident'),
    },
    ...overrides,
  };
}

export function boardPage(overrides: Partial<BoardPage> = {}): BoardPage {
  return {
    evaluatedAt: ago(0),
    counts: { breached: 1, 'at-risk': 0, unknown: 0, met: 3, undeclared: 1 },
    rows: [boardRow()],
    nextCursor: null,
    ...overrides,
  };
}

/** A scope that was read two minutes ago. */
export function scope(
  id: string,
  overrides: Omit<Partial<SourceScopeState>, 'freshness'> & {
    freshness?: Partial<SourceScopeState['freshness']>;
  } = {},
): SourceScopeState {
  return {
    id,
    title: `production ${id}`,
    lastRun: {
      id: '1',
      startedAt: ago(2),
      finishedAt: ago(2),
      outcome: 'succeeded',
      records: 3,
      rejected: 0,
      calls: 1,
      failure: null,
    },
    circuit: 'closed',
    circuitOpenUntil: null,
    consecutiveFailures: 0,
    budget: null,
    runNow: { allowed: true, reason: null, from: null },
    bound: 3,
    unbound: 1,
    deadLetters: 0,
    ...overrides,
    freshness: {
      sourceId: 'aws-rds',
      sourceTitle: 'Amazon RDS',
      scopeId: id,
      scopeTitle: `production ${id}`,
      cadence: 'PT5M',
      lastSuccessAt: ago(2),
      lastAttemptAt: ago(2),
      nextRunAt: ago(-3),
      failure: null,
      ...overrides.freshness,
    },
  };
}

export function source(scopes: SourceScopeState[]): SourceState {
  return {
    id: 'aws-rds',
    pluginId: 'backups',
    title: 'Amazon RDS',
    provider: 'aws',
    cadence: 'PT5M',
    requiredPermissions: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'],
    scopes,
  };
}

export function fleetOf(...scopes: SourceScopeState[]): FleetSources {
  return {
    plugins: [
      { pluginId: 'backups', problem: null, sources: [source(scopes)] },
    ],
  };
}

/** A backend that answers with one breached service and one healthy source. */
export function operationsApi(
  overrides: Partial<OperationsApi> = {},
): jest.Mocked<OperationsApi> {
  return {
    getBoard: jest.fn(overrides.getBoard ?? (async () => boardPage())),
    getEntityBoard: jest.fn(
      overrides.getEntityBoard ?? (async () => boardRow()),
    ),
    getSources: jest.fn(
      overrides.getSources ?? (async () => fleetOf(scope('eu-west-1'))),
    ),
    runSourceNow: jest.fn(overrides.runSourceNow ?? (async () => {})),
  };
}
