import { Alert, Incident } from '@opsdeck/backstage-plugin-incidents-common';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { observedByAlerts } from './observedByAlerts';

const source = (sourceId: string, minute: string): Freshness => ({
  sourceId,
  sourceTitle: sourceId,
  scopeId: 'main',
  scopeTitle: 'main',
  cadence: 'PT1M',
  lastSuccessAt: `2026-11-20T12:${minute}:00.000Z`,
  lastAttemptAt: null,
  nextRunAt: null,
  failure: null,
});
const alert = (sourceId: string, overrides: Partial<Alert> = {}) =>
  ({ sourceId, class: 'critical', state: 'active', ...overrides } as Alert);

const sources = [source('old', '00'), source('new', '05')];
const ask = (facts: Partial<Parameters<typeof observedByAlerts>[0]>) => {
  const answer = observedByAlerts({
    active: [],
    alerts: [],
    sources,
    ...facts,
  });
  return answer.source?.id ?? answer.noSource;
};

it.each([
  ['the oldest source, where nothing is open', {}, 'old'],
  ['the source of a critical alert', { alerts: [alert('new')] }, 'new'],
  [
    'the oldest, where an alert decides nothing',
    { alerts: [alert('new', { state: 'suppressed' })] },
    'old',
  ],
  [
    'the incident itself, where one is open',
    { active: [{} as Incident], alerts: [alert('new')] },
    'an open incident is judged by its own clocks',
  ],
  ['none', { sources: [] }, 'no alert source is configured'],
])('is %s', (_what, facts, expected) => {
  expect(ask(facts)).toBe(expected);
});
