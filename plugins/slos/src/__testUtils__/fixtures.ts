import { Entity } from '@backstage/catalog-model';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import {
  SloSeries,
  SloView,
  SlosApi,
  SlosOverview,
} from '@opsdeck/backstage-plugin-slos-common';

export const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

const DAY = 24 * 60;

export function freshness(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'prometheus',
    sourceTitle: 'Prometheus',
    scopeId: 'main',
    scopeTitle: 'main',
    cadence: 'PT5M',
    lastSuccessAt: ago(2),
    lastAttemptAt: ago(2),
    nextRunAt: ago(-3),
    failure: null,
    ...overrides,
  };
}

/** An availability SLO that burns its budget six times too fast. */
export function slo(overrides: Partial<SloView> = {}): SloView {
  return {
    id: 'availability',
    title: 'Availability',
    description: 'Buyers can pay.',
    promise: '99.9 % of requests',
    target: '0.999',
    method: 'Occurrences',
    window: {
      type: 'rolling',
      duration: 'P30D',
      timeZone: null,
      from: ago(30 * DAY),
      to: ago(3),
      end: ago(3),
    },
    sli: 0.9993,
    unit: 'event',
    good: 999_300,
    total: 1_000_000,
    budget: {
      basis: 'window',
      remaining: 0.31,
      units: { allowed: 1000, spent: 690, left: 310 },
      seconds: { allowed: 2592, spent: 1788, left: 804 },
      tolerableFailures: 310.3,
    },
    burnTiers: [
      {
        id: 'page-fast',
        severity: 'page',
        longSeconds: 3600,
        shortSeconds: 300,
        factor: 14.4,
        longBurn: 6.2,
        shortBurn: 20.1,
        firing: false,
        reachable: true,
      },
      {
        id: 'page-slow',
        severity: 'page',
        longSeconds: 21_600,
        shortSeconds: 1800,
        factor: 6,
        longBurn: 6.1,
        shortBurn: 7,
        firing: true,
        reachable: true,
      },
      {
        id: 'ticket-slow',
        severity: 'ticket',
        longSeconds: 259_200,
        shortSeconds: 21_600,
        factor: 1,
        longBurn: null,
        shortBurn: 0.9,
        firing: false,
        reachable: true,
      },
    ],
    forecast: {
      outcome: 'exhausts',
      basis: 'last-6h',
      at: ago(-2 * DAY),
      horizon: ago(-30 * DAY),
    },
    coverage: 0.9999,
    clampedSlices: 0,
    dataThrough: ago(3),
    history: {
      wantedFrom: ago(37 * DAY),
      readFrom: ago(15 * DAY),
      readThrough: ago(3),
      knownFrom: ago(15 * DAY),
      limit: 'Prometheus main keeps 15d',
    },
    assessment: {
      verdict: 'at-risk',
      reason: 'The error budget burns 6.1× over 6 h',
    },
    queries: [{ side: 'total', query: 'http_requests_total' }],
    definition: {
      file: 'slos.yaml',
      line: 12,
      url: 'https://example.com/orders/slos.yaml',
    },
    runbook: 'runbooks/availability.md',
    freshness: freshness(),
    ...overrides,
  };
}

export function overview(overrides: Partial<SlosOverview> = {}): SlosOverview {
  return {
    entityRef: 'component:default/orders',
    evaluatedAt: ago(0),
    headline: 'Availability is at risk: at this rate the budget is gone',
    verdict: 'at-risk',
    slos: [slo()],
    problems: [],
    sources: [freshness()],
    ...overrides,
  };
}

export function series(): SloSeries {
  return {
    id: 'availability',
    from: ago(120),
    to: ago(0),
    stepSeconds: 3600,
    points: [
      { at: ago(60), sli: 0.999, remaining: 0.6, bad: 1, total: 1000 },
      { at: ago(0), sli: null, remaining: 0.31, bad: 0, total: 0 },
    ],
  };
}

/** A backend that answers with one SLO at risk. */
export function slosApi(
  overrides: Partial<SlosApi> = {},
): jest.Mocked<SlosApi> {
  return {
    getOverview: jest.fn(overrides.getOverview ?? (async () => overview())),
    getSeries: jest.fn(overrides.getSeries ?? (async () => series())),
    getDefinition: jest.fn(
      overrides.getDefinition ??
        (async () => ({
          id: 'availability',
          place: slo().definition,
          text: 'kind: SLO',
        })),
    ),
  };
}
