import { Entity } from '@backstage/catalog-model';
import {
  Alert,
  DEFAULT_TARGETS,
  Incident,
  IncidentDetail,
  IncidentsApi,
  IncidentsOverview,
  clocksOf,
  runningVerdict,
} from '@opsdeck/backstage-plugin-incidents-common';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';

export const ID = '7f0f1b52-6c3c-4a36-9d3b-2f6f0b6f7a01';

export const SHOP = 'component:default/shop';

export const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', namespace: 'default', title: 'Shop' },
  spec: { type: 'service', owner: 'group:default/shop-team' },
};

export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'alertmanager-alerts',
    sourceTitle: 'Alertmanager',
    scopeId: 'main',
    scopeTitle: 'main',
    cadence: 'PT1M',
    lastSuccessAt: ago(1),
    lastAttemptAt: ago(1),
    nextRunAt: null,
    failure: null,
    ...overrides,
  };
}

/** A P1 that nobody has acknowledged for twelve minutes. */
export function incident(overrides: Partial<Incident> = {}): Incident {
  const facts = {
    id: ID,
    number: 'INC-2026-015',
    entityRef: SHOP,
    title: 'Checkout fails',
    severity: 'P1' as const,
    state: 'detected' as const,
    version: 1,
    openedAt: ago(12),
    openedBy: 'alert:HighErrorRate',
    acknowledgedAt: null,
    acknowledgedBy: null,
    mitigatedAt: null,
    resolvedAt: null,
    commander: null,
    alertsEndedAt: null,
    ...overrides,
  };
  const clocks = clocksOf(facts, DEFAULT_TARGETS, new Date());
  return { ...facts, clocks, verdict: runningVerdict(clocks) ?? null };
}

export function alert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1',
    sourceId: 'alertmanager-alerts',
    scopeId: 'main',
    fingerprint: 'a1',
    name: 'HighErrorRate',
    state: 'active',
    class: 'critical',
    labels: { environment: 'production' },
    summary: 'Many requests fail',
    description: '',
    runbookUrl: 'https://example.com/runbooks/errors',
    generatorUrl: null,
    startsAt: ago(12),
    endsAt: null,
    silencedBy: [],
    firstSeenAt: ago(12),
    lastSeenAt: ago(0),
    incident: 'INC-2026-015',
    ...overrides,
  };
}

export function overview(
  overrides: Partial<IncidentsOverview> = {},
): IncidentsOverview {
  return {
    entityRef: SHOP,
    evaluatedAt: ago(0),
    headline: 'INC-2026-015 P1 “Checkout fails” has been open for 12 min',
    verdict: 'at-risk',
    active: [incident()],
    alerts: [alert()],
    recent: [
      incident({
        id: 'past',
        number: 'INC-2026-014',
        title: 'Search is slow',
        state: 'closed',
        openedAt: ago(600),
        acknowledgedAt: ago(590),
        resolvedAt: ago(500),
      }),
    ],
    sources: [freshness()],
    ...overrides,
  };
}

export function detail(
  overrides: Partial<IncidentDetail> = {},
): IncidentDetail {
  return {
    ...incident(),
    evaluatedAt: ago(0),
    events: [],
    alerts: [alert()],
    timeline: [
      {
        at: ago(15),
        kind: 'deployment',
        title: '1.43.0 to Production: succeeded',
        body: '',
        actor: null,
        verdict: null,
        tab: 'deployments',
      },
      {
        at: ago(12),
        kind: 'alert',
        title: 'Alert HighErrorRate fires',
        body: 'Many requests fail',
        actor: null,
        verdict: 'breached',
        tab: null,
      },
      {
        at: ago(10),
        kind: 'incident',
        title: '<script>alert(1)</script> **looking**',
        body: '',
        actor: 'user:default/olga.operator',
        verdict: null,
        tab: null,
      },
    ],
    suspectedChanges: [
      {
        at: ago(15),
        title: '1.43.0 to Production: succeeded',
        reason: '3 min before it began',
      },
      {
        at: ago(100),
        title: '1.44.0-rc.1 to Staging: succeeded',
        reason: '1 h 28 min before it began',
      },
    ],
    gaps: [],
    ...overrides,
  };
}

export function incidentsApi(
  overrides: Partial<IncidentsApi> = {},
): jest.Mocked<IncidentsApi> {
  return {
    getOverview: jest.fn(overrides.getOverview ?? (async () => overview())),
    getIncident: jest.fn(overrides.getIncident ?? (async () => detail())),
    listBetween: jest.fn(overrides.listBetween ?? (async () => [])),
    declare: jest.fn(overrides.declare ?? (async () => incident())),
    changeState: jest.fn(overrides.changeState ?? (async () => incident())),
    changeSeverity: jest.fn(
      overrides.changeSeverity ?? (async () => incident()),
    ),
    addNote: jest.fn(overrides.addNote ?? (async () => incident())),
  };
}
