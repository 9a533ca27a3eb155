import { parseOpenSlo } from './parseOpenSlo';
import { RATIO_SLO, changed } from './__testUtils__/documents';

function parse(text: string) {
  return parseOpenSlo([{ file: 'slos.yaml', text }]);
}

/** Rule, line and path of each problem. */
function findings(text: string) {
  return parse(text).problems.map(p => [p.rule, p.line, p.path]);
}

describe('references', () => {
  const SLI = `apiVersion: openslo/v1
kind: SLI
metadata:
  name: shared
spec:
  ratioMetric:
    raw:
      metricSource:
        spec:
          query: job:success:ratio
    rawType: success
`;
  const inline = RATIO_SLO.slice(
    RATIO_SLO.indexOf('  indicator:'),
    RATIO_SLO.indexOf('  timeWindow:'),
  );
  const USING = changed(RATIO_SLO, inline, '  indicatorRef: shared\n');

  it('are resolved across files, in any order', () => {
    const { slos, indicators, problems } = parseOpenSlo([
      {
        file: 'a.yaml',
        text: changed(USING, 'Occurrences', 'RatioTimeslices').replace(
          '0.999',
          '0.999\n      timeSliceWindow: 1m',
        ),
      },
      { file: 'b.yaml', text: SLI },
    ]);
    expect(problems).toEqual([]);
    expect(slos[0].indicator).toBe(indicators[0]);
    expect(slos[0].indicator?.source).toEqual({ file: 'b.yaml', line: 1 });
  });

  it('to nothing are errors that name the place', () => {
    const { slos, problems } = parse(USING);
    expect(slos).toEqual([]);
    expect(problems).toEqual([
      {
        severity: 'error',
        rule: 'openslo/unresolved-reference',
        message:
          'There is no SLI "shared" in the given files, or it has errors',
        file: 'slos.yaml',
        line: 14,
        path: 'spec.indicatorRef',
      },
    ]);
  });

  it('warn of a raw ratio with Occurrences, which has no counts', () => {
    const { slos, problems } = parse(`${SLI}---\n${USING}`);
    expect(slos).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        rule: 'openslo/raw-occurrences',
        path: 'spec.budgetingMethod',
      },
    ]);
  });

  it('are checked against the threshold they find', () => {
    const threshold = SLI.replace(
      /ratioMetric:[^]*$/,
      'thresholdMetric: {metricSource: {spec: {query: x}}}\n',
    );
    expect(
      findings(`${threshold}---\n${USING}`).map(([rule, , path]) => [
        rule,
        path,
      ]),
    ).toEqual([
      ['openslo/required', 'spec.objectives[0].op'],
      ['openslo/required', 'spec.objectives[0].value'],
    ]);
    const superfluous = changed(
      USING,
      'target: 0.999',
      'target: 0.999\n      op: gt',
    );
    expect(parse(`${SLI}---\n${superfluous}`)).toMatchObject({
      slos: [{ name: 'checkout-availability' }],
      problems: [
        { severity: 'warning', rule: 'openslo/forbidden' },
        { severity: 'warning' },
      ],
    });
  });

  it('must not be ambiguous', () => {
    expect(
      findings(`${SLI}---\n${SLI}---\n${RATIO_SLO}---\n${RATIO_SLO}`),
    ).toEqual([
      ['openslo/duplicate-name', 16, 'metadata.name'],
      ['openslo/duplicate-name', 65, 'metadata.name'],
    ]);
  });
});

describe('composite SLOs', () => {
  const indicator = RATIO_SLO.slice(
    RATIO_SLO.indexOf('  indicator:'),
    RATIO_SLO.indexOf('  timeWindow:'),
  );
  const own = indicator.replace(/^/gm, '    ').trimEnd();
  const COMPOSITE = changed(RATIO_SLO, indicator, '').replace(
    'target: 0.999',
    `target: 0.999\n      compositeWeight: 2\n${own}`,
  );

  it('have an indicator for each objective', () => {
    const { slos, problems } = parse(COMPOSITE);
    expect(problems).toEqual([]);
    expect(slos[0]).not.toHaveProperty('indicator');
    expect(slos[0].objectives[0]).toMatchObject({
      compositeWeight: 2,
      indicator: { name: 'checkout-successful-requests' },
    });
  });

  it('cannot be half composite', () => {
    expect(findings(`${COMPOSITE}    - target: 0.9\n`)).toEqual([
      ['openslo/mutually-exclusive', 38, 'spec.objectives[1]'],
    ]);
    expect(
      findings(
        changed(
          COMPOSITE,
          'service: checkout\n',
          'service: checkout\n  indicatorRef: x\n',
        ),
      ).map(f => f[0]),
    ).toContain('openslo/mutually-exclusive');
  });
});
