import { parseOpenSlo } from './parseOpenSlo';
import { RATIO_SLO, THRESHOLD_SLO, changed } from './__testUtils__/documents';

function parse(text: string) {
  return parseOpenSlo([{ file: 'slos.yaml', text }]);
}

describe('warnings', () => {
  it('warns of a month that is written as a minute, as in the official example', () => {
    const { slos, problems } = parse(
      changed(THRESHOLD_SLO, '1M', '1m').replace('5m', '1m'),
    );
    expect(slos).toHaveLength(1);
    expect(problems).toMatchObject([
      { severity: 'warning', rule: 'openslo/short-calendar-window', line: 17 },
    ]);
  });

  it('reads a bare number as minutes, as the specification says, and warns', () => {
    const { slos, problems } = parse(changed(THRESHOLD_SLO, '5m', '5'));
    expect(slos[0].objectives[0].timeSliceWindow).toBe('PT5M');
    expect(problems).toMatchObject([
      { severity: 'warning', rule: 'openslo/bare-number' },
    ]);
  });

  it('warns of PromQL that cannot be measured', () => {
    const text = changed(
      RATIO_SLO,
      'query: http_requests_total{service="checkout"}\n',
      'query: a / b\n',
    );
    const { slos, problems } = parse(text);
    expect(slos).toHaveLength(1);
    expect(problems).toEqual([
      {
        severity: 'warning',
        rule: 'openslo/promql',
        message:
          'Arithmetic between metrics cannot be split into slices; give good and total as selectors of their own: a / b',
        file: 'slos.yaml',
        line: 29,
        path: 'spec.indicator.spec.ratioMetric.total.metricSource.spec.query',
      },
    ]);
  });
});
