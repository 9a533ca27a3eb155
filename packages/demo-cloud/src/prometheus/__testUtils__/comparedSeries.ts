import { everyStep, SampleMap } from './sampledSeries';

/** When the compared samples begin: 2026-03-10T00:00:00Z. */
export const COMPARED_START_MS = Date.UTC(2026, 2, 10);
export const COMPARED_STEP_MS = 30_000;
/** Six hours of samples. */
export const COMPARED_COUNT = 720;

/** A repeatable sequence of numbers in [0, 1): the "minimal standard" generator of Park and Miller. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A counter that grows by random steps and starts again from zero at the given indices. */
function counter(
  seed: number,
  mean: number,
  resets: number[] = [],
): (index: number) => number {
  const random = randomNumbers(seed);
  let value = Math.floor(mean * 10 * random());
  return index => {
    value = resets.includes(index)
      ? Math.floor(mean * random())
      : value + Math.floor(2 * mean * random());
    return value;
  };
}

function steps(value: (index: number) => number | undefined): SampleMap {
  return everyStep(COMPARED_START_MS, COMPARED_STEP_MS, COMPARED_COUNT, value);
}

function without(
  value: (index: number) => number,
  missing: (index: number) => boolean,
): (index: number) => number | undefined {
  return index => {
    const v = value(index);
    return missing(index) ? undefined : v;
  };
}

type Compared = { labels: Record<string, string>; samples: SampleMap };

function requests(): Compared[] {
  const series = (
    service: string,
    code: string,
    value: (index: number) => number | undefined,
  ) => ({
    labels: {
      __name__: 'http_requests_total',
      service,
      environment: 'production',
      code,
    },
    samples: steps(value),
  });
  return [
    series('hopngo', '200', counter(11, 600)),
    series('hopngo', '500', counter(12, 3, [250, 251, 500])),
    series('saas', '200', counter(13, 900, [333])),
    // A gap of twenty minutes, and one of ninety seconds.
    series(
      'saas',
      '500',
      without(
        counter(14, 2),
        i => (i > 200 && i < 241) || (i > 400 && i < 404),
      ),
    ),
    // Begins after two hours, from zero.
    series(
      'boats',
      '200',
      without(counter(15, 40, [240]), i => i < 240),
    ),
    // Ends after four hours.
    series(
      'boats',
      '500',
      without(counter(16, 1), i => i > 480),
    ),
  ];
}

function durations(): Compared[] {
  const bounds = ['0.1', '0.5', '1', '2.5', '+Inf'];
  return ['hopngo', 'saas'].flatMap((service, s) => {
    const counts = bounds.map((_, b) => counter(30 + 10 * s + b, 40 / (b + 1)));
    const rows = Array.from({ length: COMPARED_COUNT }, (__, i) => {
      let sum = 0;
      return counts.map(count => {
        sum += count(i);
        return sum;
      });
    });
    return bounds.map((le, b) => ({
      labels: { __name__: 'http_request_duration_seconds_bucket', service, le },
      samples: steps(i => rows[i][b]),
    }));
  });
}

function gauges(): Compared[] {
  const up = (instance: string, value: (i: number) => number | undefined) => ({
    labels: { __name__: 'up', job: 'api', instance },
    samples: steps(value),
  });
  const random = randomNumbers(77);
  return [
    up('a:1', i => (i % 97 < 4 ? 0 : 1)),
    up('b:1', i => (i > 300 && i < 360 ? 0 : 1)),
    up('c:1', i => (i % 3 === 0 ? 1 : undefined)),
    {
      labels: { __name__: 'db_connections', service: 'hopngo', pool: 'é "x"' },
      samples: steps(i => 40 * Math.sin(i / 20) + random()),
    },
    {
      labels: { __name__: 'db_connections', service: 'saas' },
      samples: steps(i => (i % 50 === 7 ? NaN : 1e-7 * i)),
    },
    {
      labels: { __name__: 'limits', service: 'saas' },
      samples: steps(i => (i % 2 === 0 ? Infinity : 1e22)),
    },
  ];
}

/** The series that this engine and a real Prometheus are compared over: resets, gaps, late starts, odd values. */
export const COMPARED_SERIES: readonly Compared[] = [
  ...requests(),
  ...durations(),
  ...gauges(),
];
