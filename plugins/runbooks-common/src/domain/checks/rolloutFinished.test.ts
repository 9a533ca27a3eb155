import { ago, moment, reading } from './__testUtils__/moments';
import { RunMoment } from './moment';
import {
  RolloutFacts,
  judgeRollout,
  rolloutFinishedParameters,
} from './rolloutFinished';

const attempt = (more: object = {}) => ({
  status: 'succeeded',
  startedAt: ago(30),
  finishedAt: ago(20),
  ...more,
});

const cell = (more: Partial<RolloutFacts> = {}): RolloutFacts => ({
  environment: { id: 'production', title: 'Production', tier: 'production' },
  release: '1.2.0',
  health: 'healthy',
  healthReason: '',
  latest: attempt(),
  rollingOut: null,
  runsLatest: true,
  freshness: [reading(1)],
  ...more,
});
const staging = cell({
  environment: { id: 'staging', title: 'Staging', tier: 'staging' },
  health: 'unavailable',
});

const judge = (
  environments: RolloutFacts[],
  parameters: Record<string, string> = {},
  run: Partial<RunMoment> = {},
  unmapped: string[] = [],
) =>
  judgeRollout(
    { environments, unmapped },
    rolloutFinishedParameters.parse(parameters),
    moment(run),
  );

it('passes when the newest rollout has finished since the run began, runs and is healthy', () => {
  expect(judge([staging, cell()])).toEqual({
    outcome: 'pass',
    reason:
      'Production: the rollout of 1.2.0 finished 20 min ago and is healthy.',
    observed: [
      {
        environment: 'production',
        release: '1.2.0',
        health: 'healthy',
        runsLatest: true,
        status: 'succeeded',
        startedAt: ago(30),
        finishedAt: ago(20),
        underWay: false,
      },
    ],
    threshold: 'the newest rollout has finished, runs and is healthy',
    source: 'Probe eu',
    observedAt: ago(1),
    validForMs: 600_000,
  });
});

it.each<[string, Partial<RolloutFacts>, string, string]>([
  [
    'the reading is stale',
    { freshness: [reading(1), reading(11)] },
    'unknown',
    'Probe eu was last read 11 min ago, too long to say how it is now.',
  ],
  ['nothing reads it', { freshness: [] }, 'unknown', 'No source reads this.'],
  [
    'no source reports a rollout',
    { latest: null },
    'unknown',
    'no source reports a rollout.',
  ],
  ...Object.entries({
    queued: 'waits for its turn',
    running: 'is under way',
    paused: 'is paused',
    'rolling-back': 'is being rolled back',
    failed: 'has failed',
    cancelled: 'was cancelled',
    'rolled-back': 'was rolled back',
  }).map(([status, words]): [string, Partial<RolloutFacts>, string, string] => [
    `it ${words}`,
    { latest: attempt({ status }) },
    'fail',
    `the newest rollout ${words}.`,
  ]),
  [
    'another one is under way',
    { rollingOut: attempt({ status: 'running' }) },
    'fail',
    'the newest rollout is under way.',
  ],
  [
    'it was superseded',
    { latest: attempt({ status: 'superseded' }) },
    'unknown',
    'how the newest rollout ended is not known; its source says "superseded".',
  ],
  [
    'its end is not known',
    { latest: attempt({ finishedAt: null }) },
    'unknown',
    'when the newest rollout finished is not known.',
  ],
  [
    'it ended in the future',
    { latest: attempt({ finishedAt: ago(-6) }) },
    'unknown',
    'the newest rollout claims to have finished at 2026-11-20 12:06 UTC, which is still to come: a clock is wrong.',
  ],
  [
    'it began before the run',
    { latest: attempt({ startedAt: ago(61) }) },
    'fail',
    'nothing was rolled out since 2026-11-20 11:00 UTC.',
  ],
  [
    'it began with the run',
    { latest: attempt({ startedAt: ago(60) }) },
    'pass',
    'the rollout of 1.2.0 finished 20 min ago and is healthy.',
  ],
  [
    'the health was read before it finished',
    {
      freshness: [reading(1), reading(3)],
      latest: attempt({ finishedAt: ago(2) }),
    },
    'unknown',
    'Probe eu was last read at 2026-11-20 11:57 UTC, before 2026-11-20 11:58 UTC from when on it counts; wait for the next reading.',
  ],
  [
    'nobody can tell whether it runs',
    { runsLatest: undefined },
    'unknown',
    'whether what runs is what was rolled out cannot be told.',
  ],
  [
    'something else runs',
    { runsLatest: false, release: null },
    'fail',
    'an unnamed version runs, not what was rolled out last.',
  ],
  [
    'its health is not known',
    { health: 'unknown', healthReason: 'no source reports the health' },
    'unknown',
    'whether it is healthy is not known: no source reports the health.',
  ],
  [
    'it is degraded',
    { health: 'degraded', healthReason: '1 of 3 ready' },
    'fail',
    'it is degraded: 1 of 3 ready.',
  ],
  ['it is stopped', { health: 'stopped' }, 'fail', 'it is stopped.'],
])('when %s', (_when, more, outcome, reason) => {
  expect(judge([cell(more)])).toMatchObject({
    outcome,
    reason: `Production: ${reason}`,
  });
});

it.each<[string, Record<string, string>, Partial<RunMoment>, string, string]>([
  [
    'the last one is meant, however old',
    { since: 'any' },
    {},
    'pass',
    'Production: the rollout of 1.2.0 finished 20 min ago and is healthy.',
  ],
  [
    'the occurrence is meant',
    { since: 'occurrence' },
    { startedAt: ago(5), opensAt: ago(40) },
    'pass',
    'Production: the rollout of 1.2.0 finished 20 min ago and is healthy.',
  ],
  [
    'the run began after it',
    {},
    { startedAt: ago(5) },
    'fail',
    'Production: nothing was rolled out since 2026-11-20 11:55 UTC.',
  ],
  [
    'the run began after the reading',
    {},
    { startedAt: ago(0.5) },
    'unknown',
    'Production: Probe eu was last read at 2026-11-20 11:59 UTC, before 2026-11-20 11:59 UTC from when on it counts; wait for the next reading.',
  ],
  [
    'it has to settle longer',
    { settled: 'PT30M' },
    {},
    'fail',
    'Production: the rollout of 1.2.0 finished 20 min ago; 30 min are wanted.',
  ],
  [
    'it has settled',
    { settled: 'PT20M' },
    {},
    'pass',
    'Production: the rollout of 1.2.0 finished 20 min ago and is healthy.',
  ],
  [
    'another environment is meant',
    { environment: 'staging' },
    {},
    'fail',
    'Staging: it is unavailable.',
  ],
  [
    'the environment is not known',
    { environment: 'dr' },
    {},
    'unknown',
    'The Deployments tab knows nothing of this service in the environment "dr"; it knows staging, production.',
  ],
])('when %s', (_when, parameters, run, outcome, reason) => {
  expect(judge([staging, cell()], parameters, run)).toMatchObject({
    outcome,
    reason,
  });
});

it('names how long it has to settle', () => {
  expect(judge([cell()], { settled: 'PT15M' }).threshold).toBe(
    'the newest rollout has finished at least 15 min ago, runs and is healthy',
  );
});

it('is about each production environment', () => {
  const us = { id: 'us', title: 'US', tier: 'production' as const };
  expect(
    judge([cell(), cell({ environment: us, latest: null })]),
  ).toMatchObject({
    outcome: 'unknown',
    reason: 'US: no source reports a rollout.',
    observed: [
      { environment: 'production' },
      {
        environment: 'us',
        status: null,
        startedAt: null,
        finishedAt: null,
      },
    ],
  });
});

it('does not guess that there is no more of it elsewhere', () => {
  expect(judge([cell()], {}, {}, ['cluster x'])).toMatchObject({
    outcome: 'unknown',
    reason:
      'cluster x fits no environment of opsdeck.environments, so it may be part of it.',
  });
});

it('knows nothing of a service that is nowhere', () => {
  expect(judge([])).toEqual({
    outcome: 'unknown',
    reason:
      'The Deployments tab knows nothing of this service in production; it knows none.',
    observed: [],
    threshold: 'the newest rollout has finished, runs and is healthy',
    source: 'Deployments',
    observedAt: null,
    validForMs: 0,
  });
});

it('lets clocks differ a little', () => {
  expect(
    judge([
      cell({
        freshness: [reading(-2)],
        latest: attempt({ finishedAt: ago(-1) }),
        runsLatest: true,
      }),
    ]),
  ).toMatchObject({
    outcome: 'pass',
    reason: 'Production: the rollout of 1.2.0 finished 0 s ago and is healthy.',
  });
  expect(
    judge([cell({ runsLatest: undefined, rollingOut: attempt() })]).observed,
  ).toMatchObject([{ runsLatest: null, underWay: true }]);
});
