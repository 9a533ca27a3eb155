import { SloDefinition, SloObjective } from '../openslo/types';
import { historyFrom, ledgerSliceSeconds, sloTerms } from './terms';

const OBJECTIVE: SloObjective = { target: '0.99' };

function slo(parts: Partial<SloDefinition>): SloDefinition {
  return {
    apiVersion: 'openslo/v1',
    name: 'checkout-availability',
    service: 'checkout',
    labels: {},
    annotations: {},
    timeWindow: { type: 'rolling', duration: 'P30D' },
    budgetingMethod: 'Occurrences',
    objectives: [OBJECTIVE],
    alertPolicies: [],
    source: { file: 'slos.yaml', line: 1 },
    ...parts,
  };
}

const RAW: SloDefinition['indicator'] = {
  name: 'raw',
  labels: {},
  annotations: {},
  measure: { type: 'raw', rawType: 'success', raw: { spec: { query: 'x' } } },
  source: { file: 'slos.yaml', line: 1 },
};

describe('sloTerms', () => {
  it('takes events as they are, on five-minute slices', () => {
    const terms = sloTerms(slo({}), { ...OBJECTIVE, timeSliceWindow: 'PT1M' });
    expect(terms).toEqual({
      method: 'Occurrences',
      target: '0.99',
      window: { type: 'rolling', duration: 'P30D' },
    });
    expect(ledgerSliceSeconds(terms)).toBe(300);
  });

  it('takes time slices, on one-minute slices', () => {
    const terms = sloTerms(slo({ budgetingMethod: 'Timeslices' }), {
      ...OBJECTIVE,
      timeSliceTarget: '0.95',
      timeSliceWindow: 'PT10M',
    });
    expect(terms).toMatchObject({
      method: 'Timeslices',
      timeSliceTarget: '0.95',
      timeSliceSeconds: 600,
    });
    expect(ledgerSliceSeconds(terms)).toBe(60);
  });

  it('judges raw ratios by the mean of their slices: they have no counts', () => {
    expect(sloTerms(slo({ indicator: RAW }), OBJECTIVE).method).toBe(
      'RatioTimeslices',
    );
    const composite = { ...OBJECTIVE, indicator: RAW };
    expect(sloTerms(slo({}), composite).method).toBe('RatioTimeslices');
  });
});

describe('historyFrom', () => {
  const now = new Date('2026-05-04T12:00:00Z');
  const terms = sloTerms(slo({}), OBJECTIVE);

  it('reaches back for the window, the burn rates and last week', () => {
    const month = new Date('2026-04-04T12:00:00Z');
    expect(historyFrom(terms, month, now, 'last-6h').getTime()).toBeLessThan(
      month.getTime(),
    );
    const young = new Date('2026-05-04T00:00:00Z');
    expect(
      historyFrom(terms, young, now, 'last-6h') <=
        new Date('2026-05-01T12:00:00Z'),
    ).toBe(true);
    expect(
      historyFrom(terms, young, now, 'same-hour-last-week') <=
        new Date('2026-04-27T12:00:00Z'),
    ).toBe(true);
  });
});
