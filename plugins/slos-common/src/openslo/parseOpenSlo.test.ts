import fc from 'fast-check';
import { parseOpenSlo } from './parseOpenSlo';
import { RATIO_SLO, THRESHOLD_SLO, changed } from './__testUtils__/documents';

function parse(text: string) {
  return parseOpenSlo([{ file: 'slos.yaml', text }]);
}

/** Rule, line and path of each problem. */
function findings(text: string) {
  return parse(text).problems.map(p => [p.rule, p.line, p.path]);
}

describe('parseOpenSlo', () => {
  it('normalises a ratio SLO', () => {
    expect(parse(RATIO_SLO)).toEqual({
      slos: [
        {
          apiVersion: 'openslo/v1',
          name: 'checkout-availability',
          displayName: 'Checkout availability',
          labels: { team: ['payments'], stage: ['staging', 'production'] },
          annotations: { 'opsdeck.io/runbook': 'runbooks/checkout.md' },
          service: 'checkout',
          description: 'Orders go through.',
          indicator: {
            name: 'checkout-successful-requests',
            labels: {},
            annotations: {},
            measure: {
              type: 'ratio',
              counter: true,
              good: {
                type: 'Prometheus',
                spec: {
                  query: 'http_requests_total{service="checkout",code!~"5.."}',
                },
              },
              total: {
                type: 'Prometheus',
                spec: { query: 'http_requests_total{service="checkout"}' },
              },
            },
            source: { file: 'slos.yaml', line: 14 },
          },
          timeWindow: { type: 'rolling', duration: 'P30D' },
          budgetingMethod: 'Occurrences',
          objectives: [{ displayName: 'three nines', target: '0.999' }],
          alertPolicies: [],
          source: { file: 'slos.yaml', line: 1 },
        },
      ],
      indicators: [],
      services: [],
      others: [],
      problems: [],
    });
  });

  it('normalises a threshold SLO by calendar time slices', () => {
    const { slos, problems } = parse(THRESHOLD_SLO);
    expect(problems).toEqual([]);
    expect(slos[0]).toMatchObject({
      indicator: {
        measure: {
          type: 'threshold',
          metric: {
            sourceRef: 'main-prometheus',
            spec: { query: 'max(queue_length)' },
          },
        },
      },
      timeWindow: {
        type: 'calendar',
        duration: 'P1M',
        startTime: '2026-01-01T00:00:00',
        timeZone: 'Europe/Berlin',
      },
      budgetingMethod: 'Timeslices',
      objectives: [
        {
          op: 'lt',
          value: 1000,
          target: '0.995',
          timeSliceTarget: '1',
          timeSliceWindow: 'PT5M',
        },
      ],
    });
  });

  it.each([
    ['0.999', '0.999'],
    ['.9', '0.9'],
    ['9.99e-1', '0.999'],
    ['0.99999999999999999999', '0.99999999999999999999'],
    ['0', '0'],
  ])('keeps the target %s exactly', (written, target) => {
    const { slos } = parse(changed(RATIO_SLO, '0.999', written));
    expect(slos[0].objectives[0].target).toBe(target);
  });

  it.each([
    ['99.9', '0.999'],
    ['99.95', '0.9995'],
    ['1e1', '0.1'],
  ])('divides targetPercent %s exactly', (written, target) => {
    const { slos } = parse(
      changed(RATIO_SLO, 'target: 0.999', `targetPercent: ${written}`),
    );
    expect(slos[0].objectives[0].target).toBe(target);
  });

  it.each([
    ['5m', 'PT5M'],
    ['12h', 'PT12H'],
    ['4w', 'P4W'],
    ['1M', 'P1M'],
    ['1Q', 'P3M'],
    ['1Y', 'P1Y'],
  ])('reads the duration %s', (written, iso) => {
    const { slos } = parse(changed(RATIO_SLO, '30d', written));
    expect(slos[0].timeWindow.duration).toBe(iso);
  });

  it('reads documents, lists of objects and JSON', () => {
    const two = `${RATIO_SLO}---\n${THRESHOLD_SLO}`;
    expect(parse(two).slos.map(s => s.source.line)).toEqual([1, 38]);
    const list = [RATIO_SLO, THRESHOLD_SLO]
      .map(text => `- ${text.trim().replace(/\n/g, '\n  ')}\n`)
      .join('');
    const fromList = parse(list);
    expect(fromList.problems).toEqual([]);
    expect(fromList.slos.map(s => s.name)).toEqual([
      'checkout-availability',
      'queue-lag',
    ]);
    const json = JSON.stringify({
      apiVersion: 'openslo/v1',
      kind: 'Service',
      metadata: { name: 'checkout' },
      spec: { description: 'Takes orders.' },
    });
    expect(parse(json).services).toMatchObject([
      { name: 'checkout', description: 'Takes orders.' },
    ]);
  });

  it('takes anchors and aliases', () => {
    const text = changed(
      changed(
        RATIO_SLO,
        'displayName: Checkout availability',
        'displayName: &title Checkout',
      ),
      'displayName: three nines',
      'displayName: *title',
    );
    expect(parse(text).slos[0].objectives[0].displayName).toBe('Checkout');
  });
});

describe('other kinds', () => {
  const OTHERS = `apiVersion: openslo/v1
kind: DataSource
metadata: {name: main-prometheus}
spec:
  type: Prometheus
  connectionDetails: {url: 'https://prometheus', token: s3cret}
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: {name: fast-burn}
spec:
  conditions: [{conditionRef: burns}]
  notificationTargets: [{targetRef: on-call}]
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: {name: burns}
spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 14, lookbackWindow: 1h}}
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata: {name: on-call}
spec: {target: pagerduty}
`;

  it('are kept, without secrets', () => {
    const { others, problems } = parse(OTHERS);
    expect(problems).toEqual([]);
    expect(others.map(o => [o.kind, o.name, o.source.line])).toEqual([
      ['DataSource', 'main-prometheus', 1],
      ['AlertPolicy', 'fast-burn', 8],
      ['AlertCondition', 'burns', 15],
      ['AlertNotificationTarget', 'on-call', 20],
    ]);
    expect(others[0].spec).toEqual({ type: 'Prometheus' });
    expect(JSON.stringify(others)).not.toContain('s3cret');
  });

  it('alert policies of an SLO are kept by name or as they are', () => {
    const { slos, problems } = parse(`${RATIO_SLO}  alertPolicies:
    - alertPolicyRef: fast-burn
    - kind: AlertPolicy
      metadata: {name: own}
      spec: {conditions: []}
`);
    expect(problems).toEqual([]);
    expect(slos[0].alertPolicies).toEqual([
      { ref: 'fast-burn' },
      {
        inline: {
          kind: 'AlertPolicy',
          metadata: { name: 'own' },
          spec: { conditions: [] },
        },
      },
    ]);
    expect(
      findings(`${RATIO_SLO}  alertPolicies:
    - {alertPolicyRef: x, spec: {}}
    - {kind: DataSource, spec: {}}
    - text
    - alertPolicyRef: Not Good
`),
    ).toEqual([
      ['openslo/mutually-exclusive', 38, 'spec.alertPolicies[0]'],
      ['openslo/equal-to', 39, 'spec.alertPolicies[1].kind'],
      ['openslo/type', 40, 'spec.alertPolicies[2]'],
      ['openslo/string-dns-label', 41, 'spec.alertPolicies[3].alertPolicyRef'],
    ]);
  });
});

describe('bad files', () => {
  it.each([
    ['a: [', 'openslo/yaml', 1],
    ['apiVersion: openslo/v1\nkind: SLO\nkind: SLI\n', 'openslo/yaml', 3],
    ['just text', 'openslo/type', 1],
    ['- 1\n- 2', 'openslo/type', 1],
    ['kind: SLO', 'openslo/required', 1],
    ['a: *nowhere', 'openslo/unknown-field', 1],
    ['apiVersion: openslo/v1\nkind: SLO', 'openslo/required', 1],
  ])('%j is an error with a line', (text, rule, line) => {
    const { problems, slos } = parse(text);
    expect(slos).toEqual([]);
    expect(problems[0]).toMatchObject({
      severity: 'error',
      rule,
      line,
      file: 'slos.yaml',
    });
  });

  it('empty files and documents say nothing', () => {
    for (const text of ['', '---\n', '# only a comment\n', '---\n---\n']) {
      expect(parse(text)).toEqual({
        slos: [],
        indicators: [],
        services: [],
        others: [],
        problems: [],
      });
    }
  });

  it('an object with an error does not keep the others out', () => {
    const { slos, problems } = parse(
      `${changed(RATIO_SLO, '0.999', '7')}---\n${THRESHOLD_SLO}`,
    );
    expect(slos.map(slo => slo.name)).toEqual(['queue-lag']);
    expect(problems).toHaveLength(1);
  });

  it('alias bombs and bottomless nesting are errors, not crashes', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]
${['b', 'c', 'd', 'e', 'f', 'g', 'h']
  .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefgh'[i]}`)}]`)
  .join('\n')}
`;
    const text = `apiVersion: openslo/v1
kind: AlertPolicy
metadata: {name: bomb}
spec:
${bomb.replace(/^/gm, '  ')}`;
    expect(parse(text).problems).toMatchObject([
      { rule: 'openslo/unreadable' },
    ]);
    const deep = parse('['.repeat(50_000));
    expect(deep.problems[0].severity).toBe('error');
  });

  it('nothing is ever thrown on content', () => {
    const lines = `${RATIO_SLO}---\n${THRESHOLD_SLO}`.split('\n');
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            'spec: 1',
            '  objectives: {}',
            '- x',
            '    - ~',
            '  a: &a [*a]',
            '? [1]: 2',
            '  timeWindow: [[]]',
            '  <<: *x',
            '      op: {}',
          ),
        ),
        fc.nat(3),
        (at, line, removed) => {
          const text = lines.map(String);
          text.splice(at, removed, line);
          const { problems } = parse(text.join('\n'));
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.rule).toMatch(/^openslo\/[a-z-]+$/);
          }
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => void parse(text)),
    );
  });
});
