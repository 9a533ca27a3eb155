import { DAY, MINUTE, ago, moment, reading } from './__testUtils__/moments';
import { RunMoment } from './moment';
import {
  RestoreTestFacts,
  judgeRestoreTests,
  restoreTestedParameters,
} from './restoreTested';

const days = (count: number) => ago((count * DAY) / MINUTE);
const test = (
  endedDaysAgo: number,
  more: Partial<NonNullable<RestoreTestFacts['last']>> = {},
) => ({
  id: 't-1',
  outcome: 'passed' as const,
  endedAt: days(endedDaysAgo),
  ...more,
});
const db = (more: Partial<RestoreTestFacts> = {}): RestoreTestFacts => ({
  entityRef: 'resource:default/a',
  title: 'a',
  last: test(3),
  freshness: reading(1),
  ...more,
});

const judge = (
  resources: RestoreTestFacts[] | undefined,
  parameters: Record<string, string> = {},
  run: Partial<RunMoment> = {},
) =>
  judgeRestoreTests(
    resources,
    restoreTestedParameters.parse(parameters),
    moment(run),
  );

it('knows nothing while the Backups tab does not say', () => {
  expect(judge(undefined)).toEqual({
    outcome: 'unknown',
    reason: 'The Backups tab does not say yet when a restore was tested.',
    observed: null,
    threshold: null,
    source: 'Backups',
    observedAt: null,
    validForMs: 0,
  });
});

it('passes when the last test of each passed of late', () => {
  expect(judge([db()])).toEqual({
    outcome: 'pass',
    reason: 'The restore test of a 3 d ago passed.',
    observed: [
      {
        resource: 'resource:default/a',
        test: 't-1',
        outcome: 'passed',
        endedAt: days(3),
      },
    ],
    threshold: 'the last restore test passed, at most 30 d ago',
    source: 'Probe eu',
    observedAt: ago(1),
    validForMs: 600_000,
  });
});

const b = db({ entityRef: 'resource:default/b', title: 'b', last: null });

it.each<
  [
    string,
    RestoreTestFacts[],
    Record<string, string>,
    string,
    string,
    Partial<RunMoment>?,
  ]
>([
  [
    'one was never tested',
    [db(), b],
    {},
    'fail',
    'No restore of b was ever tested.',
  ],
  [
    'the named one was',
    [db(), b],
    { resource: 'a' },
    'pass',
    'The restore test of a 3 d ago passed.',
  ],
  [
    'the named one is not there',
    [db()],
    { resource: 'c' },
    'unknown',
    'c is not among the resources of this service that are to be tested.',
  ],
  [
    'nothing is to be tested',
    [],
    {},
    'unknown',
    'No resource of this service is to be tested.',
  ],
  [
    'it is just young enough',
    [db({ last: test(7) })],
    { within: 'P7D' },
    'pass',
    'The restore test of a 7 d ago passed.',
  ],
  [
    'it is too old',
    [db({ last: test(8) })],
    { within: 'P7D' },
    'fail',
    'The restore test of a 8 d ago was the last, which is too long.',
  ],
  [
    'it failed',
    [db({ last: test(3, { outcome: 'failed' }) })],
    {},
    'fail',
    'The restore test of a 3 d ago failed.',
  ],
  [
    'what was restored was not verified',
    [db({ last: test(3, { outcome: 'not-verified' }) })],
    {},
    'unknown',
    'The restore test of a 3 d ago ended, but what was restored was not verified.',
  ],
  [
    'it ended in the future',
    [db({ last: test(-1) })],
    {},
    'unknown',
    'The last restore test of a ended in the future: a clock is wrong.',
  ],
  [
    'clocks differ a little',
    [db({ last: test(0, { endedAt: ago(-1) }) })],
    {},
    'pass',
    'The restore test of a 0 s ago passed.',
  ],
  [
    'it ended before the drill began',
    [db()],
    { since: 'run' },
    'fail',
    'The restore test of a 3 d ago was the last, which is too long.',
  ],
  [
    'it ended the moment from when on it counts',
    [db({ last: test(0, { endedAt: ago(60) }) })],
    { since: 'run' },
    'pass',
    'The restore test of a 1 h ago passed.',
  ],
  [
    'a recovery does not by itself want one of its own',
    [db()],
    {},
    'pass',
    'The restore test of a 3 d ago passed.',
    { kind: 'recovery' },
  ],
  [
    'the reading is stale',
    [db({ freshness: reading(10) })],
    {},
    'unknown',
    'a: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'nothing reads it',
    [db({ freshness: null })],
    {},
    'unknown',
    'a: No source reads this.',
  ],
])('when %s', (_when, resources, parameters, outcome, reason, ...[run]) => {
  expect(judge(resources, parameters, run)).toMatchObject({ outcome, reason });
});

it('keeps what it saw, even of nothing', () => {
  expect(judge([b]).observed).toEqual([
    {
      resource: 'resource:default/b',
      test: null,
      outcome: null,
      endedAt: null,
    },
  ]);
  expect(judge([]).source).toBe('Backups');
});

it('names the sources that there are', () => {
  expect(judge([db(), db({ freshness: null })])).toMatchObject({
    source: 'Probe eu',
  });
});
