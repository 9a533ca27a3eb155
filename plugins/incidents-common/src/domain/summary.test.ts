import fc from 'fast-check';
import {
  alert,
  ago,
  freshness,
  incident,
  NOW,
} from '../__testUtils__/fixtures';
import { Alert, SEVERITIES } from '../api';
import {
  SummaryInput,
  sortAlerts,
  sortIncidents,
  summarizeIncidents,
} from './summary';

const summarize = (input: Partial<SummaryInput> = {}) =>
  summarizeIncidents({
    active: [],
    alerts: [],
    sources: [freshness()],
    bound: true,
    now: NOW,
    ...input,
  });
const stale = freshness({ lastSuccessAt: ago(2) });

describe('summarizeIncidents', () => {
  it.each<[string, Partial<SummaryInput>, string | null, string]>([
    [
      'nothing',
      {},
      'met',
      'Nothing is broken: no incident is open and no alert fires',
    ],
    [
      'an open incident within its targets',
      { active: [incident()] },
      'at-risk',
      'INC-2026-001 P1 “Checkout fails” has been open for 5 min',
    ],
    [
      'an open incident past a target',
      { active: [incident({ openedAt: ago(16) })] },
      'breached',
      'INC-2026-001 P1 “Checkout fails” has been open for 16 min',
    ],
    [
      'one that missed a target but is in time with the other',
      {
        active: [incident({ openedAt: ago(20), acknowledgedAt: ago(2) })],
      },
      'at-risk',
      'INC-2026-001 P1 “Checkout fails” has been open for 20 min',
    ],
    [
      'an incident whose alerts have ended, and another',
      {
        active: [
          incident({ severity: 'P3', number: 'INC-2026-002' }),
          incident({ alertsEndedAt: ago(1) }),
        ],
      },
      'at-risk',
      'INC-2026-001 P1 “Checkout fails” has been open for 5 min; all its alerts have ended; 1 more is open',
    ],
    [
      'a critical alert without an incident',
      { alerts: [alert()] },
      'at-risk',
      'No incident is open, but HighErrorRate fires',
    ],
    [
      'many critical alerts',
      {
        alerts: ['A', 'B', 'C', 'D', 'E', 'A'].map(name => alert({ name })),
      },
      'at-risk',
      'No incident is open, but A, B, C and 2 more fire',
    ],
    [
      'a critical alert that is silenced, and minor ones',
      {
        alerts: [
          alert({ state: 'suppressed' }),
          alert({ class: 'warning' }),
          alert({ class: 'unclassified' }),
        ],
      },
      'met',
      'No incident is open; 2 minor alerts fire, 1 alert is silenced',
    ],
    [
      'a source that is stale',
      { sources: [freshness(), stale] },
      'unknown',
      'Nothing is known to be broken, but Alertmanager main has not been read in time',
    ],
    [
      'a source that was never read, named like its scope',
      {
        sources: [
          freshness({ lastSuccessAt: null, scopeTitle: 'Alertmanager' }),
        ],
      },
      'unknown',
      'Nothing is known to be broken, but Alertmanager has not been read in time',
    ],
    [
      'no source at all',
      { sources: [] },
      'unknown',
      'No alert source is configured, so nothing is known',
    ],
    [
      'an entity that no source knows',
      { bound: false, sources: [stale] },
      null,
      'No incident is open; no alert source knows this service',
    ],
    [
      'an incident declared of such an entity',
      { bound: false, active: [incident()] },
      'at-risk',
      'INC-2026-001 P1 “Checkout fails” has been open for 5 min',
    ],
  ])('of %s', (_what, input, verdict, headline) => {
    expect(summarize(input)).toMatchObject({ verdict, headline });
  });

  it('is never green while something is open, a critical alert fires or a source is stale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SEVERITIES)),
        fc.array(
          fc.record({
            class: fc.constantFrom<Alert['class']>(
              'critical',
              'warning',
              'info',
              'unclassified',
            ),
            state: fc.constantFrom<Alert['state']>('active', 'suppressed'),
          }),
        ),
        fc.array(fc.boolean()),
        fc.boolean(),
        (severities, alerts, fresh, bound) => {
          const { verdict, headline, short } = summarize({
            active: severities.map(severity => incident({ severity })),
            alerts: alerts.map(each => alert(each)),
            sources: fresh.map(each => (each ? freshness() : stale)),
            bound,
          });
          const well =
            severities.length === 0 &&
            !alerts.some(
              each => each.class === 'critical' && each.state === 'active',
            ) &&
            bound &&
            fresh.length > 0 &&
            fresh.every(Boolean);
          expect(verdict === 'met').toBe(well);
          expect(headline).not.toBe('');
          expect(short).not.toBe('');
        },
      ),
    );
  });
});

describe('sorting', () => {
  it('puts the most urgent incident first, then the oldest', () => {
    const order = sortIncidents([
      incident({ number: 'c', severity: 'P2', openedAt: ago(9) }),
      incident({ number: 'b', severity: 'P1', openedAt: ago(1) }),
      incident({ number: 'a', severity: 'P1', openedAt: ago(5) }),
    ]).map(({ number }) => number);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('puts firing alerts before silenced, then by class, then the oldest', () => {
    const order = sortAlerts([
      alert({ id: 'e', state: 'suppressed' }),
      alert({ id: 'd', class: 'info' }),
      alert({ id: 'c', class: 'warning' }),
      alert({ id: 'b', startsAt: ago(1) }),
      alert({ id: 'a', startsAt: ago(9) }),
    ]).map(({ id }) => id);
    expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
