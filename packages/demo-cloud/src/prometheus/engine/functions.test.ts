import {
  everyStep,
  sampledSeries,
  sourceOf,
} from '../__testUtils__/sampledSeries';
import { AGGREGATIONS, FUNCTION_SIGNATURES } from '../promql/functions';
import { bucketQuantile } from './histogramQuantile';
import { quantile } from './quantile';
import { evaluateInstant, QueryContext } from './query';

const MINUTE = 60_000;

/** The data of Prometheus' own tests of `increase` (promql/testdata/functions.test), one sample in five minutes. */
const REQUESTS: Array<[path: string, value: (i: number) => number]> = [
  ['/foo', i => 10 * i],
  ['/bar', i => 10 * (i < 6 ? i : i - 6)],
  ['/dings', i => 10 + 10 * i],
  ['/bumms', i => 1 + 10 * i],
];

const context: QueryContext = {
  series: sourceOf(
    REQUESTS.map(([path, value]) =>
      sampledSeries(
        { __name__: 'http_requests', path },
        everyStep(0, 5 * MINUTE, 11, value),
      ),
    ),
  ),
  nowMs: 100 * MINUTE,
  scrapeIntervalMs: 5 * MINUTE,
};

function valuesOf(query: string, timeMs: number): Record<string, number> {
  const result = evaluateInstant(context, query, timeMs);
  if (result.type !== 'vector') {
    throw new Error(`${query} answers a ${result.type}`);
  }
  return Object.fromEntries(
    result.elements.map(({ labels, point }) => [
      labels.path ?? '',
      Number(point.value.toFixed(9)),
    ]),
  );
}

describe('range functions', () => {
  it.each<[query: string, values: number[]]>([
    // The window begins at the first sample: nothing to extrapolate. /bar fell from 50 to 0 on the way.
    ['increase(http_requests[50m])', [100, 90, 100, 100]],
    // It begins long before: followed back to zero where that is within 110 % of the distance between samples (/dings
    // reaches it after one distance; Prometheus 3 adds only half of one).
    ['increase(http_requests[100m])', [100, 90, 110, 101]],
    ['rate(http_requests[50m])', [100 / 3000, 0.03, 100 / 3000, 100 / 3000]],
    ['delta(http_requests[50m])', [100, 40, 100, 100]],
    ['irate(http_requests[50m])', [10 / 300, 10 / 300, 10 / 300, 10 / 300]],
    ['resets(http_requests[50m])', [0, 1, 0, 0]],
    // Both ends belong to the range, as before Prometheus 3: 25, 30, ... 50 minutes.
    ['count_over_time(http_requests[25m])', [6, 6, 6, 6]],
    ['sum_over_time(http_requests[10m])', [270, 90, 300, 273]],
    ['quantile_over_time(0.25, http_requests[20m])', [70, 10, 80, 71]],
  ])('evaluates %s', (query, values) => {
    expect(valuesOf(query, 50 * MINUTE)).toEqual(
      Object.fromEntries(
        REQUESTS.map(([path], i) => [path, Number(values[i].toFixed(9))]),
      ),
    );
  });

  it('answers nothing where a window holds fewer than two samples', () => {
    expect(valuesOf('rate(http_requests[4m])', 50 * MINUTE)).toEqual({});
  });
});

describe('bucketQuantile', () => {
  const buckets = [
    { upperBound: 0.1, count: 10 },
    { upperBound: 0.5, count: 30 },
    { upperBound: Infinity, count: 40 },
  ];

  it.each([
    // Rank 20 is half way through the 20 observations between 0.1 and 0.5.
    [0.5, 0.3],
    // Rank 4 is 40 % of the way through the first bucket, which begins at 0.
    [0.1, 0.04],
    // Beyond the last finite bound nothing is known but that bound.
    [0.99, 0.5],
    [-0.1, -Infinity],
    [1.1, Infinity],
  ])('of %d', (q, expected) => {
    expect(bucketQuantile(q, buckets)).toBeCloseTo(expected, 12);
  });

  it('is unknown without observations, and without the +Inf bucket', () => {
    const none = buckets.map(bucket => ({ ...bucket, count: 0 }));
    expect(bucketQuantile(0.5, none)).toBeNaN();
    expect(bucketQuantile(0.5, buckets.slice(0, 2))).toBeNaN();
    expect(bucketQuantile(NaN, buckets)).toBeNaN();
  });

  it('raises counts that fall, and adds equal bounds', () => {
    expect(
      bucketQuantile(0.5, [
        { upperBound: 1, count: 4 },
        { upperBound: 1, count: 6 },
        { upperBound: 2, count: 8 },
        { upperBound: Infinity, count: 20 },
      ]),
    ).toBe(1);
  });
});

describe('quantile', () => {
  it('interpolates between ranks', () => {
    expect(quantile(0.5, Float64Array.of(4, 1, 3, 2))).toBe(2.5);
    expect(quantile(0.5, Float64Array.of())).toBeNaN();
    expect(quantile(2, Float64Array.of(1))).toBe(Infinity);
  });
});

describe('the tables of functions', () => {
  const arg = {
    scalar: '1',
    vector: 'http_requests',
    matrix: 'http_requests[20m]',
    string: '""',
  };

  it.each(Object.keys(FUNCTION_SIGNATURES))('evaluate %s()', name => {
    const args = FUNCTION_SIGNATURES[name].args.map(type => arg[type]);
    const result = evaluateInstant(
      context,
      `${name}(${args.join(', ')})`,
      50 * MINUTE,
    );
    expect(result.type).toBe(FUNCTION_SIGNATURES[name].returns);
  });

  it.each(Object.keys(AGGREGATIONS))('evaluate %s()', op => {
    const parameter = AGGREGATIONS[op].parameter ? '1, ' : '';
    const query = `${op}(${parameter}http_requests)`;
    expect(Object.keys(valuesOf(query, 50 * MINUTE))).toHaveLength(1);
  });
});
