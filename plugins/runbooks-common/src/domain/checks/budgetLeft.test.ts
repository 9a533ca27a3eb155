import { ago, assessed, moment, reading } from './__testUtils__/moments';
import {
  BudgetFacts,
  DefinitionFault,
  budgetLeftParameters,
  judgeBudget,
} from './budgetLeft';

const slo = (
  remaining: number | null,
  more: Partial<BudgetFacts> = {},
): BudgetFacts => ({
  id: 'a',
  title: 'A',
  budget: { basis: 'window', remaining },
  dataThrough: ago(2),
  assessment: assessed('met'),
  freshness: reading(1),
  ...more,
});

const fault = (more: Partial<DefinitionFault> = {}): DefinitionFault => ({
  severity: 'error',
  file: 'slos.yaml',
  lastGoodInUse: false,
  ...more,
});

const judge = (
  slos: BudgetFacts[],
  parameters: Record<string, string> = {},
  problems: DefinitionFault[] = [],
) =>
  judgeBudget(
    { slos, problems },
    budgetLeftParameters.parse(parameters),
    moment(),
  );

it('passes when enough is left of every budget', () => {
  const b = slo(0.5, { id: 'b', title: 'B', dataThrough: ago(4) });
  expect(judge([slo(0.1), b])).toEqual({
    outcome: 'pass',
    reason: '10 % of the budget of A is left. 50 % of the budget of B is left.',
    observed: [
      { slo: 'a', remaining: 0.1, basis: 'window', dataThrough: ago(2) },
      { slo: 'b', remaining: 0.5, basis: 'window', dataThrough: ago(4) },
    ],
    threshold: 'at least 10 % of the error budget is left',
    source: 'Probe eu',
    observedAt: ago(4),
    validForMs: 13 * 60_000,
  });
});

it.each<
  [
    string,
    BudgetFacts[],
    Record<string, string>,
    string,
    string,
    DefinitionFault[]?,
  ]
>([
  [
    'a hair less is left',
    [slo(0.09999)],
    {},
    'fail',
    '9.99 % of the budget of A is left.',
  ],
  [
    'less is enough',
    [slo(0.05)],
    { min: '5' },
    'pass',
    '5 % of the budget of A is left.',
  ],
  [
    'nothing has to be left',
    [slo(0)],
    { min: '0' },
    'pass',
    '0 % of the budget of A is left.',
  ],
  [
    'it is overspent',
    [slo(-0.5)],
    { min: '0' },
    'fail',
    '-50 % of the budget of A is left.',
  ],
  [
    'a share is not what a double can say',
    [slo(0.29)],
    { min: '29' },
    'pass',
    '29 % of the budget of A is left.',
  ],
  [
    'one of several has less',
    [slo(0.5), slo(0.01, { title: 'B' })],
    {},
    'fail',
    '1 % of the budget of B is left.',
  ],
  [
    'the named one has enough, whatever the others have',
    [slo(0.5), slo(0.01, { id: 'b' })],
    { slo: 'a' },
    'pass',
    '50 % of the budget of A is left.',
  ],
  [
    'the named one is not there',
    [slo(0.5), slo(0.5, { id: 'b' })],
    { slo: 'x' },
    'unknown',
    'The service has no objective "x"; it has a, b.',
  ],
  [
    'none is there that could be named',
    [],
    { slo: 'x' },
    'unknown',
    'The service has no objective "x"; it has none.',
  ],
  [
    'nothing is declared',
    [],
    {},
    'unknown',
    'The service declares no objective.',
  ],
  [
    'it is an estimate',
    [slo(0.5, { budget: { basis: 'estimated', remaining: 0.5 } })],
    {},
    'unknown',
    '50 % of the budget of A is left, but only by an estimate of the whole period.',
  ],
  [
    'nothing was counted',
    [slo(null)],
    {},
    'unknown',
    'How much of the budget of A is left is not known.',
  ],
  [
    'there is no budget',
    [slo(1, { budget: null })],
    {},
    'unknown',
    'How much of the budget of A is left is not known.',
  ],
  [
    'there are no figures',
    [slo(1, { dataThrough: null })],
    {},
    'unknown',
    'How much of the budget of A is left is not known.',
  ],
  [
    'the figures are of the future',
    [slo(1, { dataThrough: ago(-6) })],
    {},
    'unknown',
    'The figures of A reach into the future: a clock is wrong.',
  ],
  [
    'the SLO tab does not know',
    [slo(1, { assessment: assessed('unknown') })],
    {},
    'unknown',
    'A: it is unknown.',
  ],
  [
    'the reading is stale',
    [slo(1, { freshness: reading(10) })],
    {},
    'unknown',
    'A: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'no source can measure it',
    [slo(1, { freshness: null })],
    {},
    'unknown',
    'A: No source reads this.',
  ],
  [
    'a file cannot be read',
    [slo(1)],
    {},
    'unknown',
    'slos.yaml cannot be read, so an objective may be missing.',
    [fault()],
  ],
  [
    'a file cannot be read that says nothing of the named one',
    [slo(1)],
    { slo: 'a' },
    'pass',
    '100 % of the budget of A is left.',
    [fault()],
  ],
  [
    'the last good version of a file is in use, or it is a mere warning',
    [slo(1)],
    {},
    'pass',
    '100 % of the budget of A is left.',
    [fault({ lastGoodInUse: true }), fault({ severity: 'warning' })],
  ],
])('when %s', (_when, slos, parameters, outcome, reason, ...[problems]) => {
  expect(judge(slos, parameters, problems)).toMatchObject({ outcome, reason });
});

it('keeps what it saw, even of nothing', () => {
  expect(judge([])).toMatchObject({ observed: [], source: 'SLOs' });
  expect(judge([slo(1, { budget: null })]).observed).toEqual([
    { slo: 'a', remaining: null, basis: null, dataThrough: ago(2) },
  ]);
});

it('names the sources that there are', () => {
  expect(
    judge([slo(1), slo(1, { freshness: null, dataThrough: null })]),
  ).toMatchObject({ source: 'Probe eu', observedAt: ago(2) });
  expect(judge([slo(1, { dataThrough: null })])).toMatchObject({
    observedAt: ago(1),
  });
});
