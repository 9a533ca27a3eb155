import { ago, moment, reading } from './__testUtils__/moments';
import {
  AlertFacts,
  alertsFiringParameters,
  judgeAlerts,
} from './alertsFiring';
import { RunMoment } from './moment';

const alert = (level: string, state = 'active', name = 'HighErrorRate') => ({
  name,
  class: level,
  state,
  startsAt: ago(7),
});

const judge = (
  facts: Partial<AlertFacts>,
  parameters: Record<string, string> = {},
  run: Partial<RunMoment> = {},
) =>
  judgeAlerts(
    { verdict: 'met', alerts: [], sources: [reading(1)], ...facts },
    alertsFiringParameters.parse(parameters),
    moment(run),
  );

it('passes when none fires', () => {
  expect(judge({ alerts: [alert('critical', 'resolved')] })).toEqual({
    outcome: 'pass',
    reason: 'No such alert fires.',
    observed: [],
    threshold: 'no alert fires',
    source: 'Probe eu',
    observedAt: ago(1),
    validForMs: 600_000,
  });
});

it('fails with what fires', () => {
  expect(
    judge(
      {
        alerts: [
          alert('critical'),
          alert('warning', 'active', 'B'),
          alert('info'),
        ],
      },
      { class: 'warning' },
    ),
  ).toMatchObject({
    outcome: 'fail',
    reason: 'HighErrorRate (critical) fires. B (warning) fires.',
    observed: [
      {
        name: 'HighErrorRate',
        class: 'critical',
        state: 'active',
        startsAt: ago(7),
      },
      { name: 'B' },
    ],
    threshold: 'no alert of the class warning or a more urgent one fires',
  });
});

const silenced = alert('critical', 'suppressed');

it.each<
  [
    string,
    Partial<AlertFacts>,
    Record<string, string>,
    string,
    string,
    Partial<RunMoment>?,
  ]
>([
  [
    'only less urgent ones fire',
    { alerts: [alert('warning'), alert('info')] },
    { class: 'critical' },
    'pass',
    'No such alert fires.',
  ],
  [
    'every one counts unless told',
    { alerts: [alert('info')] },
    {},
    'fail',
    'HighErrorRate (info) fires.',
  ],
  [
    'one says no class and every one counts',
    { alerts: [alert('unclassified')] },
    {},
    'fail',
    'HighErrorRate (unclassified) fires.',
  ],
  [
    'one says no class and may be urgent',
    { alerts: [alert('unclassified')] },
    { class: 'critical' },
    'unknown',
    'HighErrorRate fires and says no class, so it may be critical.',
  ],
  [
    'one is silenced',
    { alerts: [silenced] },
    {},
    'unknown',
    'HighErrorRate fires, but is silenced: look whether that is right.',
  ],
  [
    'what is silenced is left out',
    { alerts: [silenced] },
    { silenced: 'ignore' },
    'pass',
    'No such alert fires.',
  ],
  [
    'what is silenced is left out, and another fires',
    { alerts: [silenced, alert('info')] },
    { silenced: 'ignore' },
    'fail',
    'HighErrorRate (info) fires.',
  ],
  [
    'no alert source is there',
    { sources: [] },
    {},
    'unknown',
    'No source reads this.',
  ],
  [
    'a source is stale, whatever fired when it was read',
    { sources: [reading(10)], alerts: [alert('critical')] },
    {},
    'unknown',
    'Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'no alert source knows the service',
    { verdict: null },
    {},
    'unknown',
    'No alert source knows this service.',
  ],
  [
    'the reading is of before the incident’s run',
    {},
    {},
    'unknown',
    'Probe eu was last read at 2026-11-20 11:59 UTC, before 2026-11-20 12:00 UTC from when on it counts; wait for the next reading.',
    { kind: 'incident', startedAt: ago(0) },
  ],
  [
    'the reading is of before the run of a review',
    {},
    {},
    'pass',
    'No such alert fires.',
    { kind: 'review', startedAt: ago(0) },
  ],
  [
    'the review wants one of its own',
    {},
    { since: 'run' },
    'unknown',
    'Probe eu was last read at 2026-11-20 11:59 UTC, before 2026-11-20 12:00 UTC from when on it counts; wait for the next reading.',
    { kind: 'review', startedAt: ago(0) },
  ],
])('when %s', (_when, facts, parameters, outcome, reason, ...[run]) => {
  expect(judge(facts, parameters, run)).toMatchObject({ outcome, reason });
});

it('names the tab when nothing reads', () => {
  expect(judge({ sources: [] }).source).toBe('Alerts');
});
