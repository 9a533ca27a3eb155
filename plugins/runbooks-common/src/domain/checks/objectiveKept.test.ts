import { ago, assessed, moment, reading } from './__testUtils__/moments';
import { RunMoment } from './moment';
import {
  ObjectiveFacts,
  judgeObjective,
  objectiveKeptParameters,
} from './objectiveKept';

const slo = (more: Partial<ObjectiveFacts> = {}): ObjectiveFacts => ({
  id: 'errors',
  title: 'Availability',
  target: '0.999',
  burnTiers: [
    { longSeconds: 3600, shortSeconds: 300, longBurn: 0.5, shortBurn: 2 },
    { longSeconds: 21600, shortSeconds: 1800, longBurn: 1.5, shortBurn: 0.456 },
  ],
  dataThrough: ago(2),
  assessment: assessed('met'),
  freshness: reading(1),
  ...more,
});

const judge = (
  slos: ObjectiveFacts[],
  parameters: Record<string, string> = {},
  run: Partial<RunMoment> = {},
) =>
  judgeObjective(
    { slos },
    objectiveKeptParameters.parse({ slo: 'errors', ...parameters }),
    moment(run),
    'error rate',
  );

it('passes when the bad share of the stretch is what the target allows', () => {
  expect(judge([slo({ id: 'other', title: 'Other' }), slo()])).toEqual({
    outcome: 'pass',
    reason:
      'Over the last 30 min the error rate was 0.46 times what Availability allows.',
    observed: {
      slo: 'errors',
      target: '0.999',
      over: 'PT30M',
      burnRate: 0.456,
      dataThrough: ago(2),
      verdict: 'met',
    },
    threshold:
      'the error rate of the last 30 min is at most what the objective allows',
    source: 'Probe eu',
    observedAt: ago(2),
    validForMs: 11 * 60_000,
  });
});

const allowed = (words: string) =>
  `Over the last ${words} times what Availability allows.`;
const burning = (shortBurn: number | null) =>
  slo({
    burnTiers: [
      { longSeconds: 21600, shortSeconds: 1800, longBurn: 0, shortBurn },
    ],
  });

it.each<
  [
    string,
    ObjectiveFacts[],
    Record<string, string>,
    string,
    string,
    Partial<RunMoment>?,
  ]
>([
  [
    'it burns more than that',
    [slo()],
    { over: 'PT6H' },
    'fail',
    allowed('6 h the error rate was 1.5'),
  ],
  [
    'the short window burns more',
    [slo()],
    { over: 'PT5M' },
    'fail',
    allowed('5 min the error rate was 2'),
  ],
  [
    'the long one does not',
    [slo()],
    { over: 'PT1H' },
    'pass',
    allowed('1 h the error rate was 0.5'),
  ],
  [
    'it burns just as much',
    [burning(1)],
    {},
    'pass',
    allowed('30 min the error rate was 1'),
  ],
  [
    'it burns the last binary digits more',
    [burning(1 + 1e-12)],
    {},
    'pass',
    allowed('30 min the error rate was 1'),
  ],
  [
    'it burns a hair more',
    [burning(1.000001)],
    {},
    'fail',
    allowed('30 min the error rate was 1'),
  ],
  [
    'nothing bad happened',
    [burning(0)],
    {},
    'pass',
    allowed('30 min the error rate was 0'),
  ],
  [
    'nothing was counted',
    [burning(null)],
    {},
    'unknown',
    'Nothing was counted for Availability over the last 30 min, so its error rate is not known.',
  ],
  [
    'no burn rate is of that stretch',
    [slo()],
    { over: 'PT15M' },
    'unknown',
    'Availability has no burn rate over 15 min; it has those over 5 min, 30 min, 1 h, 6 h.',
  ],
  [
    'it has none at all',
    [slo({ burnTiers: [] })],
    {},
    'unknown',
    'Availability has no burn rate over 30 min; it has those over no stretch of time.',
  ],
  [
    'the objective is breached as a whole',
    [slo({ assessment: assessed('breached') })],
    {},
    'fail',
    'Availability: it is breached.',
  ],
  [
    'the objective is at risk',
    [slo({ assessment: assessed('at-risk') })],
    {},
    'unknown',
    'Availability: it is at-risk.',
  ],
  [
    'the SLO tab does not know',
    [slo({ assessment: assessed('unknown') })],
    {},
    'unknown',
    'Availability: it is unknown.',
  ],
  [
    'the reading is stale',
    [slo({ freshness: reading(10) })],
    {},
    'unknown',
    'Availability: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'no source can measure it',
    [slo({ freshness: null })],
    {},
    'unknown',
    'Availability: No source reads this.',
  ],
  [
    'there are no figures',
    [slo({ dataThrough: null })],
    {},
    'unknown',
    'Availability has no figures yet.',
  ],
  [
    'the figures are of the future',
    [slo({ dataThrough: ago(-6) })],
    {},
    'unknown',
    'The figures of Availability claim to reach 2026-11-20 12:06 UTC, which is still to come: a clock is wrong.',
  ],
  [
    'it is another service’s objective',
    [slo({ id: 'a' }), slo({ id: 'b' })],
    {},
    'unknown',
    'The service has no objective "errors"; it has a, b.',
  ],
  [
    'nothing is declared',
    [],
    {},
    'unknown',
    'The service has no objective "errors"; it has none.',
  ],
  [
    'the stretch reaches back before the run of a deployment',
    [slo()],
    {},
    'unknown',
    'The last 30 min of Availability reach back before 2026-11-20 11:30 UTC, from when on they count; wait until 2026-11-20 12:00 UTC.',
    { kind: 'deployment', startedAt: ago(30) },
  ],
  [
    'the stretch begins with it',
    [slo()],
    {},
    'pass',
    allowed('30 min the error rate was 0.46'),
    { kind: 'deployment', startedAt: ago(32) },
  ],
  [
    'maintenance changes nothing, so that any stretch will do',
    [slo()],
    {},
    'pass',
    allowed('30 min the error rate was 0.46'),
    { startedAt: ago(1) },
  ],
  [
    'maintenance wants one of its own all the same',
    [slo()],
    { since: 'run' },
    'unknown',
    'The last 30 min of Availability reach back before 2026-11-20 11:59 UTC, from when on they count; wait until 2026-11-20 12:29 UTC.',
    { startedAt: ago(1) },
  ],
])('when %s', (_when, slos, parameters, outcome, reason, ...[run]) => {
  expect(judge(slos, parameters, run)).toMatchObject({ outcome, reason });
});

it('keeps what it saw, even of nothing', () => {
  expect(judge([])).toMatchObject({
    observed: null,
    source: 'SLOs',
    observedAt: null,
  });
  expect(judge([burning(null)]).observed).toMatchObject({ burnRate: null });
  expect(judge([slo({ dataThrough: null })])).toMatchObject({
    observedAt: ago(1),
  });
});
