import { parseOpenSlo } from './parseOpenSlo';
import { RATIO_SLO, THRESHOLD_SLO, changed } from './__testUtils__/documents';

function parse(text: string) {
  return parseOpenSlo([{ file: 'slos.yaml', text }]);
}

/** Rule, line and path of each problem. */
function findings(text: string) {
  return parse(text).problems.map(p => [p.rule, p.line, p.path]);
}

describe('rules of the official validator', () => {
  it.each<[string, string, string, [string, number, string][]]>([
    [
      'version',
      'openslo/v1',
      'openslo/v3',
      [['openslo/unsupported-version', 1, 'apiVersion']],
    ],
    ['kind', 'kind: SLO', 'kind: Slo', [['openslo/one-of', 2, 'kind']]],
    [
      'unknown key',
      'service: checkout\n',
      'service: checkout\n  owner: me\n',
      [['openslo/unknown-field', 14, 'spec.owner']],
    ],
    [
      'name',
      'name: checkout-availability',
      'name: Checkout_1',
      [['openslo/string-dns-label', 4, 'metadata.name']],
    ],
    [
      'name of 64',
      'name: checkout-availability',
      `name: ${'a'.repeat(64)}`,
      [['openslo/string-dns-label', 4, 'metadata.name']],
    ],
    [
      'missing name',
      '  name: checkout-availability\n',
      '',
      [['openslo/required', 3, 'metadata.name']],
    ],
    [
      'name of another type',
      'name: checkout-availability',
      'name: 12',
      [['openslo/type', 4, 'metadata.name']],
    ],
    [
      'display name',
      'Checkout availability',
      'x'.repeat(64),
      [['openslo/string-max-length', 5, 'metadata.displayName']],
    ],
    [
      'label key',
      'team: payments',
      '-team: payments',
      [['openslo/string-match-regexp', 7, 'metadata.labels.-team']],
    ],
    [
      'annotation key',
      'opsdeck.io/runbook',
      'opsdeck_io/runbook',
      [
        [
          'openslo/string-match-regexp',
          10,
          'metadata.annotations.opsdeck_io/runbook',
        ],
      ],
    ],
    [
      'description',
      'Orders go through.',
      'x'.repeat(1051),
      [['openslo/string-max-length', 12, 'spec.description']],
    ],
    [
      'missing service',
      '  service: checkout\n',
      '',
      [['openslo/required', 11, 'spec.service']],
    ],
    [
      'method',
      'Occurrences',
      'Sometimes',
      [['openslo/one-of', 33, 'spec.budgetingMethod']],
    ],
    [
      'no window',
      '    - duration: 30d\n      isRolling: true\n',
      '',
      [['openslo/slice-length', 30, 'spec.timeWindow']],
    ],
    [
      'two windows',
      '    - duration: 30d\n      isRolling: true\n',
      '    - {duration: 1d, isRolling: true}\n    - {duration: 1w, isRolling: true}\n',
      [['openslo/slice-length', 30, 'spec.timeWindow']],
    ],
    [
      'missing duration',
      'duration: 30d\n      ',
      '',
      [['openslo/required', 31, 'spec.timeWindow[0].duration']],
    ],
    [
      'duration of zero',
      '30d',
      '0d',
      [['openslo/duration', 31, 'spec.timeWindow[0].duration']],
    ],
    [
      'unit of the duration',
      '30d',
      '30D',
      [['openslo/duration', 31, 'spec.timeWindow[0].duration']],
    ],
    [
      'calendar missing',
      'isRolling: true',
      'isRolling: false',
      [['openslo/calendar', 31, 'spec.timeWindow[0]']],
    ],
    [
      'calendar with rolling',
      'isRolling: true',
      'isRolling: true\n      calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}',
      [['openslo/calendar', 31, 'spec.timeWindow[0]']],
    ],
    [
      'no objectives',
      '    - displayName: three nines\n      target: 0.999\n',
      '',
      [['openslo/required', 34, 'spec.objectives']],
    ],
    [
      'target of 1',
      '0.999',
      '1.0',
      [['openslo/less-than', 36, 'spec.objectives[0].target']],
    ],
    [
      'negative target',
      '0.999',
      '-0.1',
      [['openslo/greater-than-or-equal-to', 36, 'spec.objectives[0].target']],
    ],
    [
      'target in quotes',
      '0.999',
      '"0.999"',
      [['openslo/type', 36, 'spec.objectives[0].target']],
    ],
    [
      'infinite target',
      '0.999',
      '.inf',
      [['openslo/type', 36, 'spec.objectives[0].target']],
    ],
    [
      'percent of 100',
      'target: 0.999',
      'targetPercent: 100',
      [['openslo/less-than', 36, 'spec.objectives[0].targetPercent']],
    ],
    [
      'both targets',
      'target: 0.999',
      'target: 0.999\n      targetPercent: 99.9',
      [['openslo/mutually-exclusive', 35, 'spec.objectives[0]']],
    ],
    [
      'no target',
      '\n      target: 0.999',
      '',
      [['openslo/mutually-exclusive', 35, 'spec.objectives[0]']],
    ],
    [
      'op with a ratio',
      'target: 0.999',
      'target: 0.999\n      op: gt',
      [['openslo/forbidden', 37, 'spec.objectives[0].op']],
    ],
    [
      'time slices without their keys',
      'Occurrences',
      'Timeslices',
      [
        ['openslo/required', 35, 'spec.objectives[0].timeSliceTarget'],
        ['openslo/required', 35, 'spec.objectives[0].timeSliceWindow'],
      ],
    ],
    [
      'ratio slices without window',
      'Occurrences',
      'RatioTimeslices',
      [['openslo/required', 35, 'spec.objectives[0].timeSliceWindow']],
    ],
    [
      'no indicator',
      RATIO_SLO.slice(
        RATIO_SLO.indexOf('  indicator:'),
        RATIO_SLO.indexOf('  timeWindow:'),
      ),
      '',
      [['openslo/mutually-exclusive', 11, 'spec']],
    ],
    [
      'indicator twice',
      'service: checkout\n',
      'service: checkout\n  indicatorRef: other\n',
      [['openslo/mutually-exclusive', 11, 'spec']],
    ],
    [
      'ratio without good and bad',
      RATIO_SLO.slice(
        RATIO_SLO.indexOf('        good:'),
        RATIO_SLO.indexOf('        total:'),
      ),
      '',
      [['openslo/one-of-properties', 18, 'spec.indicator.spec.ratioMetric']],
    ],
    [
      'good and bad',
      '        total:',
      '        bad: {metricSource: {spec: {query: x}}}\n        total:',
      [['openslo/mutually-exclusive', 18, 'spec.indicator.spec.ratioMetric']],
    ],
    [
      'raw and total',
      '        total:',
      '        raw: {metricSource: {spec: {query: x}}}\n        total:',
      [['openslo/mutually-exclusive', 18, 'spec.indicator.spec.ratioMetric']],
    ],
    [
      'query missing',
      '            spec:\n              query: http_requests_total{service="checkout"}\n',
      '',
      [
        [
          'openslo/required',
          26,
          'spec.indicator.spec.ratioMetric.total.metricSource.spec',
        ],
      ],
    ],
    [
      'query empty',
      'spec:\n              query: http_requests_total{service="checkout"}',
      'spec: {}',
      [
        [
          'openslo/map-min-length',
          28,
          'spec.indicator.spec.ratioMetric.total.metricSource.spec',
        ],
      ],
    ],
    [
      'source reference',
      'query: http_requests_total{service="checkout"}',
      'query: x\n            metricSourceRef: My Prometheus',
      [
        [
          'openslo/string-dns-label',
          30,
          'spec.indicator.spec.ratioMetric.total.metricSource.metricSourceRef',
        ],
      ],
    ],
  ])('%s', (_, from, to, expected) => {
    const text = changed(RATIO_SLO, from, to);
    expect(findings(text)).toEqual(expected);
    expect(parse(text).slos).toEqual([]);
  });

  it.each<[string, string, string, [string, number, string][]]>([
    [
      'operator',
      'op: lt',
      'op: lessThan',
      [['openslo/one-of', 24, 'spec.objectives[0].op']],
    ],
    [
      'no operator and value',
      'op: lt\n      value: 1000\n      ',
      '',
      [
        ['openslo/required', 24, 'spec.objectives[0].op'],
        ['openslo/required', 24, 'spec.objectives[0].value'],
      ],
    ],
    [
      'slice target of 0',
      'timeSliceTarget: 1.0',
      'timeSliceTarget: 0',
      [['openslo/greater-than', 27, 'spec.objectives[0].timeSliceTarget']],
    ],
    [
      'slice target over 1',
      'timeSliceTarget: 1.0',
      'timeSliceTarget: 1.1',
      [
        [
          'openslo/less-than-or-equal-to',
          27,
          'spec.objectives[0].timeSliceTarget',
        ],
      ],
    ],
    [
      'slice without a fixed length',
      'timeSliceWindow: 5m',
      'timeSliceWindow: 1M',
      [['openslo/duration', 28, 'spec.objectives[0].timeSliceWindow']],
    ],
    [
      'slice longer than the window',
      'timeSliceWindow: 5m',
      'timeSliceWindow: 9w',
      [
        [
          'openslo/time-slice-too-long',
          28,
          'spec.objectives[0].timeSliceWindow',
        ],
      ],
    ],
    [
      'start time',
      '2026-01-01 00:00:00',
      '2026-01-32 00:00:00',
      [
        [
          'openslo/string-date-time',
          20,
          'spec.timeWindow[0].calendar.startTime',
        ],
      ],
    ],
    [
      'start time with offset',
      '2026-01-01 00:00:00',
      '2026-01-01T00:00:00Z',
      [
        [
          'openslo/string-date-time',
          20,
          'spec.timeWindow[0].calendar.startTime',
        ],
      ],
    ],
    [
      'time zone',
      'Europe/Berlin',
      'Europe/Atlantis',
      [
        [
          'openslo/string-time-zone',
          21,
          'spec.timeWindow[0].calendar.timeZone',
        ],
      ],
    ],
  ])('thresholds and calendars: %s', (_, from, to, expected) => {
    expect(findings(changed(THRESHOLD_SLO, from, to))).toEqual(expected);
  });
});
