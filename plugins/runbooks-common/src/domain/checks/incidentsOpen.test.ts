import { ago, moment, reading } from './__testUtils__/moments';
import {
  OpenIncidentFacts,
  incidentsOpenParameters,
  judgeIncidents,
} from './incidentsOpen';
import { RunMoment } from './moment';

const incident = (severity: string, number = 'INC-2026-001') => ({
  number,
  title: 'Slow',
  severity,
  state: 'mitigated',
});

const judge = (
  facts: Partial<OpenIncidentFacts>,
  parameters: Record<string, string> = {},
  run: Partial<RunMoment> = {},
) =>
  judgeIncidents(
    { verdict: 'met', active: [], sources: [reading(1)], ...facts },
    incidentsOpenParameters.parse(parameters),
    moment(run),
  );

it('passes when none is open', () => {
  expect(judge({})).toEqual({
    outcome: 'pass',
    reason: 'No incident is open.',
    observed: [],
    threshold: 'no incident is open',
    source: 'Probe eu',
    observedAt: ago(1),
    validForMs: 600_000,
  });
});

it('fails with what is open', () => {
  expect(
    judge(
      {
        active: [
          incident('P1'),
          incident('P2', 'INC-2026-002'),
          incident('P3'),
        ],
      },
      { severity: 'P2' },
    ),
  ).toMatchObject({
    outcome: 'fail',
    reason: 'INC-2026-001 P1 “Slow”, INC-2026-002 P2 “Slow” are open.',
    observed: [
      {
        number: 'INC-2026-001',
        title: 'Slow',
        severity: 'P1',
        state: 'mitigated',
      },
      { number: 'INC-2026-002' },
    ],
    threshold: 'no incident of severity P2 or more urgent is open',
  });
});

it.each<
  [
    string,
    Partial<OpenIncidentFacts>,
    Record<string, string>,
    string,
    string,
    Partial<RunMoment>?,
  ]
>([
  [
    'only less urgent ones are open',
    { active: [incident('P3'), incident('P4')] },
    { severity: 'P2' },
    'pass',
    'No such incident is open; 2 less urgent.',
  ],
  [
    'the least urgent counts unless told',
    { active: [incident('P4')] },
    {},
    'fail',
    'INC-2026-001 P4 “Slow” is open.',
  ],
  [
    'a severity is not known',
    { active: [incident('P0')] },
    { severity: 'P1' },
    'fail',
    'INC-2026-001 P0 “Slow” is open.',
  ],
  [
    'one is open, however old the alerts are',
    { active: [incident('P1')], sources: [] },
    {},
    'fail',
    'INC-2026-001 P1 “Slow” is open.',
  ],
  [
    'no alert source is there',
    { sources: [] },
    {},
    'unknown',
    'No such incident is open, but one may not have been noticed: No source reads this.',
  ],
  [
    'an alert source is stale',
    { sources: [reading(1), reading(10)] },
    {},
    'unknown',
    'No such incident is open, but one may not have been noticed: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'the alerts are of before the deployment',
    {},
    {},
    'unknown',
    'No such incident is open, but one may not have been noticed: Probe eu was last read at 2026-11-20 11:59 UTC, before 2026-11-20 12:00 UTC from when on it counts; wait for the next reading.',
    { kind: 'deployment', startedAt: ago(0) },
  ],
  [
    'the alerts are of before the run, and any will do',
    {},
    { since: 'any' },
    'pass',
    'No incident is open.',
    { kind: 'deployment', startedAt: ago(0) },
  ],
  [
    'no alert source knows the service',
    { verdict: null },
    {},
    'unknown',
    'No such incident is open, but no alert source knows this service.',
  ],
])('when %s', (_when, facts, parameters, outcome, reason, ...[run]) => {
  expect(judge(facts, parameters, run)).toMatchObject({ outcome, reason });
});

it('names the tab when nothing reads', () => {
  expect(judge({ sources: [] }).source).toBe('Incidents');
});
