import {
  ObjectiveSummary,
  compareObjectives,
  summarizeObjectives,
} from './headline';

const objective = (
  overrides: Partial<Omit<ObjectiveSummary, 'assessment'>> & {
    verdict?: ObjectiveSummary['assessment']['verdict'];
    reason?: string;
  } = {},
): ObjectiveSummary => {
  const { verdict = 'met', reason = 'The reason', ...rest } = overrides;
  return {
    title: 'Availability',
    remaining: 0.619,
    exhaustsAt: null,
    ...rest,
    assessment: { verdict, reason },
  };
};

describe('summarizeObjectives', () => {
  it.each<[string, ObjectiveSummary[], number, string, string | null, string]>([
    [
      'nothing',
      [],
      0,
      'No service level objective is declared',
      null,
      'nothing declared',
    ],
    [
      'only faults',
      [],
      2,
      'No objective can be read: 2 faults in the SLO files must be mended',
      'unknown',
      'SLO files cannot be read',
    ],
    [
      'one that is met',
      [objective()],
      0,
      'Availability is met with 61 % of the error budget left',
      'met',
      'Availability: 61 % of the budget left',
    ],
    [
      'all met',
      [objective({ title: 'p95', remaining: 0.004 }), objective()],
      0,
      'All 2 objectives are met; the least budget is left for p95, 0.4 %',
      'met',
      'p95: 0.4 % of the budget left',
    ],
    [
      'one overspent',
      [objective({ verdict: 'breached', remaining: -0.3 }), objective()],
      0,
      '1 of 2 objectives is met; Availability has overspent its error budget by 30 %',
      'breached',
      'Availability has overspent its error budget by 30 %',
    ],
    [
      'one spent to the last',
      [objective({ verdict: 'breached', remaining: 0 })],
      0,
      'Availability has spent all of its error budget',
      'breached',
      'Availability has spent all of its error budget',
    ],
    [
      'one that will be exhausted',
      [
        objective({
          verdict: 'at-risk',
          remaining: 0.31,
          exhaustsAt: '2026-11-26T14:00:00.000Z',
        }),
      ],
      1,
      'Availability is at risk: at this rate the error budget is gone on Thursday 26 November, 14:00 UTC. One fault in the SLO files must be mended',
      'at-risk',
      'Availability: 31 % of the budget left',
    ],
    [
      'one that burns too fast',
      [objective({ verdict: 'at-risk', reason: 'The error budget burns 20×' })],
      0,
      'Availability is at risk: the error budget burns 20×',
      'at-risk',
      'Availability: 61 % of the budget left',
    ],
    [
      'one without data',
      [
        objective({ verdict: 'unknown', remaining: null, reason: 'No data' }),
        objective({ title: 'p95' }),
      ],
      0,
      '1 of 2 objectives is met; Availability is unknown: no data',
      'unknown',
      'Availability: unknown',
    ],
  ])('of %s', (_what, objectives, errors, headline, verdict, short) => {
    expect(summarizeObjectives(objectives, errors)).toEqual({
      headline,
      verdict,
      short,
    });
  });
});

describe('compareObjectives', () => {
  it('puts the worst first, then the one with the least budget, then by name', () => {
    const sorted = [
      objective({ title: 'e' }),
      objective({ title: 'd' }),
      objective({ title: 'c', remaining: 0.1 }),
      objective({ title: 'b', verdict: 'unknown', remaining: null }),
      objective({ title: 'a', verdict: 'breached', remaining: -1 }),
    ].sort(compareObjectives);
    expect(sorted.map(({ title }) => title)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
