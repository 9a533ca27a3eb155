import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { Alert, Incident } from '../api';
import {
  ClockInput,
  DEFAULT_TARGETS,
  clocksOf,
  runningVerdict,
} from '../domain';

/** The instant that the examples are about. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

/** That many minutes before {@link NOW}. */
export function ago(minutes: number): string {
  return new Date(NOW.getTime() - minutes * 60_000).toISOString();
}

export function incident(overrides: Partial<Incident> = {}): Incident {
  const facts = {
    id: 'id',
    number: 'INC-2026-001',
    entityRef: 'component:default/shop',
    title: 'Checkout fails',
    version: 1,
    openedBy: 'user:default/olga',
    acknowledgedBy: null,
    commander: null,
    alertsEndedAt: null,
    severity: 'P1',
    openedAt: ago(5),
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    state: 'detected',
    ...overrides,
  } satisfies Omit<Incident, 'clocks' | 'verdict'> & ClockInput;
  const clocks = clocksOf(facts, DEFAULT_TARGETS, NOW);
  return { ...facts, clocks, verdict: runningVerdict(clocks) ?? null };
}

export function alert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'id',
    sourceId: 'alertmanager-alerts',
    scopeId: 'main',
    fingerprint: 'a',
    name: 'HighErrorRate',
    state: 'active',
    class: 'critical',
    labels: {},
    summary: '',
    description: '',
    runbookUrl: null,
    generatorUrl: null,
    startsAt: ago(5),
    endsAt: null,
    silencedBy: [],
    firstSeenAt: ago(5),
    lastSeenAt: ago(0),
    incident: null,
    ...overrides,
  };
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
