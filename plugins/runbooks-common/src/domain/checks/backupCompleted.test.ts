import { ago, assessed, moment, reading } from './__testUtils__/moments';
import {
  BackupFacts,
  backupCompletedParameters,
  judgeBackups,
} from './backupCompleted';
import { RunMoment } from './moment';

const HOUR = 60;

const pointOf = (hoursAgo: number, completed?: number) => ({
  key: 'night',
  dataTime: completed === undefined ? ago(hoursAgo * HOUR) : null,
  completedAt: completed === undefined ? undefined : ago(completed * HOUR),
  location: 'eu-west-1',
});

function db(name: string, more: Partial<BackupFacts> = {}): BackupFacts {
  return {
    key: `arn:${name}`,
    entityRef: `resource:default/${name}`,
    title: name,
    environment: { id: 'production', title: 'Production' },
    objective: { rpo: 'PT5M' },
    pointInTime: null,
    restorableAt: null,
    exposureMs: 60_000,
    assessment: assessed('met'),
    lastGoodPoint: pointOf(8),
    freshness: reading(1),
    ...more,
  };
}

const judge = (
  resources: BackupFacts[],
  parameters: Record<string, string> = {},
  run: Partial<RunMoment> = {},
) =>
  judgeBackups(
    { resources },
    backupCompletedParameters.parse(parameters),
    moment(run),
  );

it('passes when every judged resource is met and recent', () => {
  expect(
    judge([
      db('a'),
      db('b', {
        lastGoodPoint: null,
        pointInTime: { latest: ago(1) },
        key: null,
        environment: null,
        restorableAt: ago(2),
      }),
      db('c', { assessment: null }),
    ]),
  ).toEqual({
    outcome: 'pass',
    reason: 'a: it is met b: it is met',
    observed: [
      {
        resource: 'resource:default/a',
        key: 'arn:a',
        environment: 'production',
        verdict: 'met',
        exposureMs: 60_000,
        restorableAt: null,
        rpo: 'PT5M',
        lastGoodPoint: {
          key: 'night',
          dataTime: ago(8 * HOUR),
          location: 'eu-west-1',
        },
      },
      {
        resource: 'resource:default/b',
        key: null,
        environment: null,
        verdict: 'met',
        exposureMs: 60_000,
        restorableAt: ago(2),
        rpo: 'PT5M',
        lastGoodPoint: null,
      },
    ],
    threshold:
      'every declared objective is met, and the newest restorable state is at most 1 d 2 h old',
    source: 'Probe eu',
    observedAt: ago(1),
    validForMs: 600_000,
  });
});

it.each<
  [
    string,
    BackupFacts[],
    Record<string, string>,
    string,
    string,
    Partial<RunMoment>?,
  ]
>([
  [
    'one is breached, whatever the others are',
    [
      db('a'),
      db('b', { assessment: assessed('breached') }),
      db('c', { assessment: assessed('unknown') }),
    ],
    {},
    'fail',
    'b: it is breached',
  ],
  [
    'one is unknown',
    [db('a'), db('b', { assessment: assessed('unknown') })],
    {},
    'unknown',
    'b: it is unknown',
  ],
  [
    'one is at risk',
    [db('a', { assessment: assessed('at-risk') })],
    {},
    'unknown',
    'a: it is at-risk',
  ],
  [
    'the reading is stale',
    [db('a', { freshness: reading(10) })],
    {},
    'unknown',
    'a: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'a stale reading says that it is breached',
    [db('a', { freshness: reading(10), assessment: assessed('breached') })],
    {},
    'unknown',
    'a: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'nothing reads it',
    [db('a'), db('b', { freshness: null })],
    {},
    'unknown',
    'b: No source reads this.',
  ],
  [
    'the last good point is old',
    [db('a', { lastGoodPoint: pointOf(27) })],
    {},
    'fail',
    'The last good backup of a is 1 d 3 h old.',
  ],
  [
    'it is just young enough',
    [db('a', { lastGoodPoint: pointOf(26) })],
    {},
    'pass',
    'a: it is met',
  ],
  [
    'a narrower age is wanted',
    [db('a', { lastGoodPoint: pointOf(2) })],
    { maxAge: 'PT1H' },
    'fail',
    'The last good backup of a is 2 h old.',
  ],
  [
    'the range runs on, however old the point',
    [db('a', { lastGoodPoint: pointOf(90), pointInTime: { latest: ago(5) } })],
    {},
    'pass',
    'a: it is met',
  ],
  [
    'the point is newer than the range',
    [
      db('a', {
        lastGoodPoint: pointOf(1),
        pointInTime: { latest: ago(90 * HOUR) },
      }),
    ],
    {},
    'pass',
    'a: it is met',
  ],
  [
    'only its completion is known',
    [db('a', { lastGoodPoint: pointOf(0, 3) })],
    {},
    'pass',
    'a: it is met',
  ],
  [
    'nothing of its time is known',
    [db('a', { lastGoodPoint: { ...pointOf(0), dataTime: null } })],
    {},
    'fail',
    'a has no good backup.',
  ],
  [
    'there is no good point',
    [db('a', { lastGoodPoint: null })],
    {},
    'fail',
    'a has no good backup.',
  ],
  [
    'the point is of the future',
    [db('a', { lastGoodPoint: pointOf(-1) })],
    {},
    'unknown',
    'The newest backup of a claims to be of 2026-11-20 13:00 UTC, which is still to come: a clock is wrong.',
  ],
  [
    'the point is of before the run that wants one of its own',
    [db('a', { lastGoodPoint: pointOf(2) })],
    { since: 'run' },
    'fail',
    'The last good backup of a is of before 2026-11-20 11:00 UTC, from when on it counts.',
  ],
  [
    'the point is of the moment from when on it counts',
    [db('a', { lastGoodPoint: pointOf(1) })],
    { since: 'run' },
    'pass',
    'a: it is met',
  ],
  [
    'the occurrence wants one of its own',
    [db('a', { lastGoodPoint: pointOf(2) })],
    { since: 'occurrence' },
    'pass',
    'a: it is met',
    { opensAt: ago(3 * HOUR) },
  ],
  [
    'work that changes the world does not by itself want a new one',
    [db('a', { lastGoodPoint: pointOf(2) })],
    {},
    'pass',
    'a: it is met',
    { kind: 'deployment' },
  ],
  [
    'nothing is judged',
    [db('a', { assessment: null })],
    {},
    'unknown',
    'No resource of this service declares a recovery point objective.',
  ],
  [
    'the named one is met, whatever the others are',
    [db('a'), db('b', { assessment: assessed('breached') })],
    { resource: 'resource:default/a' },
    'pass',
    'a: it is met',
  ],
  ['its name is short', [db('a')], { resource: 'a' }, 'pass', 'a: it is met'],
  [
    'the named one has no objective',
    [db('a', { assessment: null })],
    { resource: 'a' },
    'unknown',
    'a: no recovery point objective is declared.',
  ],
  [
    'the named one is not of this service',
    [db('a')],
    { resource: 'b' },
    'unknown',
    'b is not among the resources of this service that the Backups tab shows.',
  ],
  [
    'the name is no ref',
    [db('a')],
    { resource: ':::' },
    'unknown',
    '::: is not among the resources of this service that the Backups tab shows.',
  ],
  [
    'it lies in the environment that is meant',
    [db('a')],
    { environment: 'production' },
    'pass',
    'a: it is met',
  ],
  [
    'it lies in another environment',
    [db('a', { environment: { id: 'staging', title: 'Staging' } })],
    { environment: 'production' },
    'unknown',
    'a lies in Staging, not in production.',
  ],
  [
    'nobody knows in which environment it lies',
    [db('a', { environment: null })],
    { environment: 'production' },
    'unknown',
    'a lies in no known environment, so not surely in production.',
  ],
])('when %s', (_when, resources, parameters, outcome, reason, ...[run]) => {
  expect(judge(resources, parameters, run)).toMatchObject({ outcome, reason });
});

it('says what of it was seen, even of nothing', () => {
  expect(judge([])).toMatchObject({
    observed: [],
    source: 'Backups',
    observedAt: null,
  });
  expect(
    judge([db('a', { assessment: null })], { resource: 'a' }),
  ).toMatchObject({ observed: [{ verdict: null }] });
});

it('names the sources that there are', () => {
  expect(judge([db('a'), db('b', { freshness: null })])).toMatchObject({
    source: 'Probe eu',
  });
});
