import { timeTicks } from './timeTicks';

const ticks = [
  Date.parse('2026-11-19T23:00:00Z'),
  Date.parse('2026-11-20T00:00:00Z'),
  Date.parse('2026-11-20T01:00:30Z'),
];

it.each([
  ['hours in UTC', 3_600_000, 'UTC', ['23:00', '20 Nov', '01:00']],
  ['hours in Berlin', 3_600_000, 'Europe/Berlin', ['20 Nov', '01:00', '02:00']],
  ['seconds', 30_000, 'UTC', ['23:00:00', '20 Nov', '01:00:30']],
  ['days', 86_400_000, 'UTC', ['19 Nov', '20 Nov', '20 Nov']],
])('labels %s', (_case, step, zone, labels) => {
  expect(timeTicks(ticks, step, 'en-GB', zone)).toEqual(labels);
});
