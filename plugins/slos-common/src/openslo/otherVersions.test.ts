import { parseOpenSlo } from './parseOpenSlo';
import { RATIO_SLO, changed } from './__testUtils__/documents';

function parse(text: string) {
  return parseOpenSlo([{ file: 'old.yaml', text }]);
}

const ALPHA_RATIO = `apiVersion: openslo/v1alpha
kind: SLO
metadata:
  name: search-availability
  displayName: Search
spec:
  service: search
  timeWindows:
    - unit: Quarter
      count: 1
      isRolling: true
  budgetingMethod: Timeslices
  objectives:
    - displayName: good
      value: 1
      target: 0.98
      timeSliceTarget: 0.95
      ratioMetrics:
        incremental: true
        good: {source: prometheus, queryType: promql, query: 'found_total{ok="1"}'}
        total: {source: prometheus, queryType: promql, query: found_total}
`;

const ALPHA_THRESHOLD = `apiVersion: openslo/v1alpha
kind: SLO
metadata: {name: search-latency}
spec:
  service: search
  indicator:
    thresholdMetric: {source: datadog, queryType: query, query: 'avg:latency'}
  timeWindows:
    - unit: Week
      count: 2
      isRolling: false
      calendar: {startTime: 2026-01-05 00:00:00, timeZone: UTC}
  budgetingMethod: Occurrences
  objectives:
    - {displayName: fast, op: lte, value: 0.2, target: 0.9}
    - {displayName: usable, op: lte, value: 1, target: 0.99}
`;

describe('openslo/v1alpha', () => {
  it('ratios become an indicator of the SLO', () => {
    const { slos, problems } = parse(ALPHA_RATIO);
    expect(problems).toMatchObject([
      { severity: 'warning', rule: 'openslo/time-slice-default', line: 14 },
    ]);
    expect(slos[0]).toMatchObject({
      apiVersion: 'openslo/v1alpha',
      timeWindow: { type: 'rolling', duration: 'P3M' },
      budgetingMethod: 'Timeslices',
      indicator: {
        name: 'search-availability',
        measure: {
          type: 'ratio',
          counter: true,
          good: { type: 'prometheus', spec: { query: 'found_total{ok="1"}' } },
        },
      },
      objectives: [
        {
          displayName: 'good',
          target: '0.98',
          timeSliceTarget: '0.95',
          timeSliceWindow: 'PT1M',
        },
      ],
    });
    expect(slos[0].objectives[0]).not.toHaveProperty('value');
  });

  it('thresholds keep their limits', () => {
    const { slos, problems } = parse(ALPHA_THRESHOLD);
    expect(problems).toEqual([]);
    expect(slos[0]).toMatchObject({
      timeWindow: {
        type: 'calendar',
        duration: 'P2W',
        startTime: '2026-01-05T00:00:00',
      },
      indicator: {
        measure: { type: 'threshold', metric: { type: 'datadog' } },
      },
      objectives: [
        { op: 'lte', value: 0.2, target: '0.9' },
        { op: 'lte', value: 1, target: '0.99' },
      ],
    });
  });

  it.each<[string, string, string, string, string]>([
    [
      'metrics that differ',
      ALPHA_RATIO,
      '    - displayName: good',
      '    - {displayName: b, value: 2, target: 0.5, timeSliceTarget: 0.5, ratioMetrics: {good: {source: a, queryType: b, query: c}, total: {source: a, queryType: b, query: d}}}\n    - displayName: good',
      'openslo/unsupported-version',
    ],
    ['no value', ALPHA_RATIO, '      value: 1\n', '', 'openslo/required'],
    [
      'op beside ratioMetrics',
      ALPHA_RATIO,
      'value: 1',
      'value: 1\n      op: gt',
      'openslo/forbidden',
    ],
    [
      'threshold without op',
      ALPHA_THRESHOLD,
      'op: lte, value: 0.2',
      'value: 0.2',
      'openslo/required',
    ],
    [
      'unit',
      ALPHA_THRESHOLD,
      'unit: Week',
      'unit: Fortnight',
      'openslo/one-of',
    ],
    ['count', ALPHA_THRESHOLD, 'count: 2', 'count: 0', 'openslo/greater-than'],
    [
      'method of v1',
      ALPHA_THRESHOLD,
      'Occurrences',
      'RatioTimeslices',
      'openslo/one-of',
    ],
    [
      'both ways of measuring',
      ALPHA_THRESHOLD,
      'value: 0.2,',
      'value: 0.2, ratioMetrics: {},',
      'openslo/mutually-exclusive',
    ],
    ['empty query', ALPHA_THRESHOLD, "'avg:latency'", "''", 'openslo/required'],
    [
      'kind of v1',
      ALPHA_THRESHOLD,
      'kind: SLO',
      'kind: SLI',
      'openslo/unsupported-version',
    ],
  ])('refuses: %s', (_, document, from, to, rule) => {
    const { slos, problems } = parse(changed(document, from, to));
    expect(slos).toEqual([]);
    expect(
      problems.filter(p => p.severity === 'error').map(p => p.rule),
    ).toContain(rule);
  });
});

const V2 = `apiVersion: openslo.com/v2alpha
kind: SLO
metadata:
  name: web-availability
  labels: {env: prod}
spec:
  serviceRef: web
  sliRef: web-requests
  timeWindow: [{duration: 4w, isRolling: true}]
  budgetingMethod: RatioTimeslices
  objectives:
    - {target: 0.995, timeSliceWindow: 1m}
---
apiVersion: openslo.com/v2alpha
kind: SLI
metadata: {name: web-requests}
spec:
  ratioMetric:
    counter: true
    bad:
      dataSourceRef: my-prometheus
      spec: {query: 'errors_total'}
    total:
      dataSourceSpec: {type: Prometheus, connectionDetails: {token: s3cret}}
      spec: {query: requests_total}
`;

describe('openslo.com/v2alpha', () => {
  it('is read with its own names', () => {
    const result = parse(V2);
    expect(result.problems).toEqual([]);
    expect(result.slos[0]).toMatchObject({
      apiVersion: 'openslo.com/v2alpha',
      service: 'web',
      labels: { env: ['prod'] },
      indicator: {
        measure: {
          bad: { sourceRef: 'my-prometheus', spec: { query: 'errors_total' } },
          total: { type: 'Prometheus', spec: { query: 'requests_total' } },
        },
      },
    });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('also takes "service", as the enhancement text writes it', () => {
    const { slos } = parse(changed(V2, 'serviceRef', 'service'));
    expect(slos[0].service).toBe('web');
  });

  it.each([
    ['months, which it has dropped', '4w', '1M', 'openslo/duration'],
    [
      'display names',
      'metadata: {name: web-requests}',
      'metadata: {name: web-requests, displayName: x}',
      'openslo/unknown-field',
    ],
    [
      'several values of a label',
      '{env: prod}',
      '{env: [prod]}',
      'openslo/type',
    ],
    ['keys of v1', 'sliRef', 'indicatorRef', 'openslo/unknown-field'],
    [
      'two sources',
      'dataSourceRef: my-prometheus',
      'dataSourceRef: my-prometheus\n      dataSourceSpec: {type: x}',
      'openslo/mutually-exclusive',
    ],
  ])('refuses %s', (_, from, to, rule) => {
    const { slos, problems } = parse(changed(V2, from, to));
    expect(slos).toEqual([]);
    expect(problems.map(p => p.rule)).toContain(rule);
  });
});

describe('versions that nobody reads', () => {
  it.each(['openslo/v1beta1', 'openslo.com/v2alpha1', 'v1', '1'])(
    '%s is named',
    version => {
      const { problems } = parse(changed(RATIO_SLO, 'openslo/v1', version));
      expect(problems).toEqual([
        {
          severity: 'error',
          rule: 'openslo/unsupported-version',
          message: `OpenSLO version "${version}" is not supported; supported are openslo/v1, openslo/v1alpha, openslo.com/v2alpha`,
          file: 'old.yaml',
          line: 1,
          path: 'apiVersion',
        },
      ]);
    },
  );
});
