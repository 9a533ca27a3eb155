import { StepState } from '../../api';
import { DAY, MINUTE, NOW, ago, moment } from './__testUtils__/moments';
import { DrillFacts, drillDoneParameters, judgeDrill } from './drillDone';

const days = (count: number) => ago((count * DAY) / MINUTE);
const last = (
  endedDaysAgo: number,
  states: StepState[] = ['done', 'not-applicable'],
  id = 'r-1',
) => ({
  id,
  endedAt: days(endedDaysAgo),
  steps: states.map(state => ({ state })),
});
const drill = (more: Partial<DrillFacts> = {}): DrillFacts => ({
  title: ' Region  Failover ',
  kind: 'recovery',
  last: last(5),
  ...more,
});

const judge = (checklists: DrillFacts[], within?: string) =>
  judgeDrill(
    checklists,
    drillDoneParameters.parse({
      checklist: ' region failover',
      ...(within ? { within } : {}),
    }),
    moment(),
  );

it('passes when it was finished of late with every step done', () => {
  expect(judge([drill({ title: 'Other', last: last(1) }), drill()])).toEqual({
    outcome: 'pass',
    reason: '“region failover” was last finished 5 d ago.',
    observed: { run: 'r-1', endedAt: days(5), steps: 2, notDone: 0 },
    threshold:
      '“region failover” was finished with every step done, at most 90 d ago',
    source: 'Runbooks',
    observedAt: NOW.toISOString(),
    validForMs: 600_000,
  });
});

it.each<[string, DrillFacts[], string, string, string?]>([
  [
    'there is no such checklist',
    [],
    'unknown',
    'The service has no checklist “region failover”.',
  ],
  [
    'another one has nearly its name',
    [drill({ title: 'RegionFailover' })],
    'unknown',
    'The service has no checklist “region failover”.',
  ],
  [
    'it is no recovery checklist',
    [drill({ kind: 'maintenance' })],
    'unknown',
    '“region failover” is not of the kind recovery, so a run of it proves no drill.',
  ],
  [
    'one of two of that name is none',
    [drill(), drill({ kind: 'other' })],
    'unknown',
    '“region failover” is not of the kind recovery, so a run of it proves no drill.',
  ],
  [
    'it was never finished',
    [drill({ last: null })],
    'fail',
    '“region failover” was never finished.',
  ],
  [
    'it ended in the future',
    [drill({ last: last(-1) })],
    'unknown',
    'The last run of “region failover” ended in the future: a clock is wrong.',
  ],
  [
    'clocks differ a little',
    [drill({ last: { ...last(0), endedAt: ago(-1) } })],
    'pass',
    '“region failover” was last finished 0 s ago.',
  ],
  [
    'it is just young enough',
    [drill({ last: last(7) })],
    'pass',
    '“region failover” was last finished 7 d ago.',
    'P7D',
  ],
  [
    'it is too old',
    [drill({ last: last(8) })],
    'fail',
    '“region failover” was last finished 8 d ago.',
    'P7D',
  ],
  [
    'the newest of two of that name counts',
    [
      drill({ last: last(80) }),
      drill({ last: last(2) }),
      drill({ last: last(50) }),
    ],
    'pass',
    '“region failover” was last finished 2 d ago.',
  ],
  ...(['failed', 'skipped', 'deferred', 'open'] as const).map(
    (state): [string, DrillFacts[], string, string] => [
      `a step was ${state}`,
      [drill({ last: last(5, ['done', state]) })],
      'fail',
      '“region failover” was last finished 5 d ago, with 1 of 2 steps not done.',
    ],
  ),
  [
    'it had no steps',
    [drill({ last: last(5, []) })],
    'fail',
    '“region failover” was last finished 5 d ago, with 0 of 0 steps not done.',
  ],
])('when %s', (_when, checklists, outcome, reason, ...[within]) => {
  expect(judge(checklists, within)).toMatchObject({ outcome, reason });
});

it('keeps what it saw, even of nothing', () => {
  expect(judge([]).observed).toBeNull();
  expect(
    judge([drill({ last: last(5, ['failed', 'done']) })]).observed,
  ).toEqual({ run: 'r-1', endedAt: days(5), steps: 2, notDone: 1 });
});
