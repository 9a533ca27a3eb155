import { QuerySide, parseOpenSlo } from '@opsdeck/backstage-plugin-slos-common';
import { SHOP, sloYaml } from '../__testUtils__/documents';
import { MeasuredObjective } from '../database/definitionRows';
import { sliceColumns } from './sliceColumns';

const START = Date.parse('2026-11-20T00:00:00Z');
const SLICE = 300_000;
const INTERVAL = { from: START, to: START + 3 * SLICE };

function objectiveOf(text: string): MeasuredObjective {
  const { slos, problems } = parseOpenSlo([{ file: 'slos.yaml', text }]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return {
    entityRef: SHOP,
    id: 'availability',
    slo: slos[0],
    objective: slos[0].objectives[0],
    ledger: {
      key: 'key',
      sourceId: 'fake',
      scopeId: 'main',
      sliceSeconds: 300,
    },
    unmeasuredReason: null,
  };
}

const answer = (
  side: QuerySide,
  figures: (number | null)[],
  absentAsZero = false,
) => ({
  member: { sloId: 'key', side, labels: {}, absentAsZero },
  values: new Map(
    figures.flatMap((value, i) =>
      value === null ? [] : [[START + i * SLICE, value] as const],
    ),
  ),
});

const ratio = objectiveOf(sloYaml());
const badRatio = objectiveOf(
  sloYaml().replace('        good:', '        bad:'),
);

function single(indicator: string, objective = ''): MeasuredObjective {
  const text = sloYaml();
  const from = text.indexOf('      ratioMetric');
  const to = text.indexOf('  timeWindow');
  return objectiveOf(
    (text.slice(0, from) + indicator + text.slice(to)).replace(
      '      target: 0.99\n',
      `      target: 0.99\n${objective}`,
    ),
  );
}

const metric = (indent: string) =>
  `${indent}metricSource:\n${indent}  type: Prometheus\n${indent}  spec:\n${indent}    query: x\n`;

describe('sliceColumns', () => {
  it('lays good and total side by side, holes where the source has none', () => {
    expect(
      sliceColumns(
        ratio,
        [answer('good', [9, null, 7]), answer('total', [10, 10, null])],
        INTERVAL,
      ),
    ).toEqual({
      good: [9, null, 7],
      total: [10, 10, null],
      absentSide: 'missing',
    });
  });

  it('takes "or vector(0)" on the bad counter for nothing bad', () => {
    expect(
      sliceColumns(
        badRatio,
        [answer('bad', [null, 1, null], true), answer('total', [5, 5, 5])],
        INTERVAL,
      ),
    ).toMatchObject({ bad: [null, 1, null], absentSide: 'all-good' });
  });

  it('takes it on the good counter for nothing good, on the total for nothing at all', () => {
    expect(
      sliceColumns(
        ratio,
        [
          answer('good', [null, 1, null], true),
          answer('total', [5, null, null], true),
        ],
        INTERVAL,
      ),
    ).toMatchObject({ total: [5, 0, 0], absentSide: 'all-bad' });
  });

  it('knows nothing when the source answered nothing', () => {
    expect(sliceColumns(ratio, [], INTERVAL)).toEqual({
      good: [null, null, null],
      total: [null, null, null],
      absentSide: 'missing',
    });
  });

  it('judges the value of each slice by its limit', () => {
    const threshold = single(
      `      thresholdMetric:\n${metric('        ')}`,
      '      op: lte\n      value: 0.2\n',
    );
    expect(
      sliceColumns(threshold, [answer('value', [0.2, 0.3, null])], INTERVAL),
    ).toEqual({
      good: [1, 0, null],
      total: [1, 1, null],
      absentSide: 'missing',
    });
  });

  it.each([
    ['success', 'good'],
    ['failure', 'bad'],
  ])('takes a raw ratio of %s for that part of one event', (rawType, side) => {
    const raw = single(
      `      ratioMetric:\n        counter: false\n        rawType: ${rawType}\n        raw:\n${metric(
        '          ',
      )}`,
    );
    expect(
      sliceColumns(raw, [answer('value', [0.25, null, 1])], INTERVAL),
    ).toEqual({
      [side]: [0.25, null, 1],
      total: [1, null, 1],
      absentSide: 'missing',
    });
  });
});
