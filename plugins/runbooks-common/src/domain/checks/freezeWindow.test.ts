import { Window } from '@opsdeck/backstage-plugin-operations-common';
import { NOW, ago, moment } from './__testUtils__/moments';
import { Freeze, freezeWindowParameters, judgeFreeze } from './freezeWindow';

/** Open from and to so many minutes before noon. */
const freeze = (name: string, ...times: [number, number][]): Freeze => {
  const intervals = times.map(([from, to]) => ({
    start: new Date(ago(from)),
    end: new Date(ago(to)),
  }));
  const window: Window = {
    zone: 'UTC',
    openAfter: instant => intervals.filter(({ end }) => end > instant),
  };
  return { name, window };
};

const judge = (freezes: Freeze[], parameters: Record<string, string> = {}) =>
  judgeFreeze(freezes, freezeWindowParameters.parse(parameters), moment());

it('passes when none is on', () => {
  expect(
    judge([freeze('Year', [90, 60], [-90, -120]), freeze('Old', [9, 8])]),
  ).toEqual({
    outcome: 'pass',
    reason:
      'The freeze “Year” begins at 2026-11-20 13:30 UTC. The freeze “Old” is over.',
    observed: [
      { name: 'Year', until: null, nextStart: ago(-90) },
      { name: 'Old', until: null, nextStart: null },
    ],
    threshold: 'no change freeze is on',
    source: 'opsdeck.runbooks.freezes',
    observedAt: NOW.toISOString(),
    validForMs: 300_000,
  });
});

it.each<[string, Freeze[], Record<string, string>, string, string, number]>([
  [
    'one is on',
    [freeze('Year', [30, -30], [-90, -120]), freeze('Old', [9, 8])],
    {},
    'fail',
    'The freeze “Year” is on until 2026-11-20 12:30 UTC.',
    300_000,
  ],
  [
    'one begins this very moment',
    [freeze('Year', [0, -30])],
    {},
    'fail',
    'The freeze “Year” is on until 2026-11-20 12:30 UTC.',
    300_000,
  ],
  [
    'one ends this very moment',
    [freeze('Year', [30, 0])],
    {},
    'pass',
    'The freeze “Year” is over.',
    300_000,
  ],
  [
    'one begins soon, which bounds for how long it passes',
    [freeze('Year', [-2, -30])],
    {},
    'pass',
    'The freeze “Year” begins at 2026-11-20 12:02 UTC.',
    120_000,
  ],
  [
    'one begins within the time that the work takes',
    [freeze('Year', [-60, -90])],
    { ahead: 'PT2H' },
    'fail',
    'The freeze “Year” begins at 2026-11-20 13:00 UTC.',
    300_000,
  ],
  [
    'one begins just after it',
    [freeze('Year', [-120, -150])],
    { ahead: 'PT2H' },
    'pass',
    'The freeze “Year” begins at 2026-11-20 14:00 UTC.',
    300_000,
  ],
  [
    'one begins soon after it, which bounds for how long it passes',
    [freeze('Year', [-121, -150])],
    { ahead: 'PT2H' },
    'pass',
    'The freeze “Year” begins at 2026-11-20 14:01 UTC.',
    60_000,
  ],
  [
    'none is configured',
    [],
    {},
    'unknown',
    'No freeze of this service is configured in opsdeck.runbooks.freezes.',
    300_000,
  ],
])('when %s', (_when, freezes, parameters, outcome, reason, validForMs) => {
  expect(judge(freezes, parameters)).toMatchObject({
    outcome,
    reason,
    validForMs,
  });
});

it('keeps until when it is on, and names how far it looks', () => {
  expect(judge([freeze('Year', [30, -30])], { ahead: 'PT2H' })).toMatchObject({
    observed: [{ name: 'Year', until: ago(-30), nextStart: null }],
    threshold: 'no change freeze is on or begins within 2 h',
  });
});
