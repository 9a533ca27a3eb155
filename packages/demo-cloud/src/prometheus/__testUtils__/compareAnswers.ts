/** The `data` of an answer of the query API. */
export interface QueryData {
  resultType: string;
  result: unknown;
}

type Sample = [time: number, value: string];

interface ApiSeries {
  metric: Record<string, string>;
  value?: Sample;
  values?: Sample[];
}

/**
 * What differs between two answers, in words; empty when they agree: the same series with the same labels, samples at
 * the same instants, values equal to a relative difference. The order of series is no difference.
 */
export function differences(
  expected: QueryData,
  actual: QueryData,
  tolerance: number,
): string[] {
  if (expected.resultType !== actual.resultType) {
    return [`type ${actual.resultType} instead of ${expected.resultType}`];
  }
  if (expected.resultType === 'scalar' || expected.resultType === 'string') {
    return compareSamples(
      'the answer',
      [expected.result as Sample],
      [actual.result as Sample],
      tolerance,
    );
  }
  const wanted = byLabels(expected.result as ApiSeries[]);
  const got = byLabels(actual.result as ApiSeries[]);
  return [
    ...[...got.keys()]
      .filter(key => !wanted.has(key))
      .map(key => `unexpected series ${key}`),
    ...[...wanted].flatMap(([key, samples]) => {
      const others = got.get(key);
      return others
        ? compareSamples(key, samples, others, tolerance)
        : [`missing series ${key}`];
    }),
  ];
}

function byLabels(series: ApiSeries[]): Map<string, Sample[]> {
  return new Map(
    series.map(({ metric, value, values }) => [
      JSON.stringify(
        Object.entries(metric).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      values ?? (value ? [value] : []),
    ]),
  );
}

function compareSamples(
  name: string,
  expected: Sample[],
  actual: Sample[],
  tolerance: number,
): string[] {
  const times = (samples: Sample[]) => samples.map(([time]) => time).join();
  if (times(expected) !== times(actual)) {
    return [
      `${name}: ${actual.length} samples instead of ${expected.length}, or at other instants`,
    ];
  }
  return expected.flatMap(([time, value], i) =>
    agree(value, actual[i][1], tolerance)
      ? []
      : [`${name} at ${time}: ${actual[i][1]} instead of ${value}`],
  );
}

function agree(expected: string, actual: string, tolerance: number): boolean {
  if (expected === actual) {
    return true;
  }
  const [a, b] = [Number(expected), Number(actual)];
  return (
    Number.isFinite(a) &&
    Number.isFinite(b) &&
    Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))
  );
}
