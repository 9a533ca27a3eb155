import { counter, Weights, whole } from './counters';
import { Series } from './seriesSource';
import { Service } from './services';
import { Traffic } from './traffic';

/** Upper bounds of the response-time histogram, seconds. */
const BOUNDS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5];
/** Spread of response times: the standard deviation of their logarithm. */
const SIGMA = 0.7;
/** How many times slower a slow request is. */
const SLOWDOWN = 20;
/** Share of requests that ask for what is not there. */
const NOT_FOUND = 0.012;

/** Request counters and the response-time histogram of one service in one environment. */
export function httpSeries(
  service: Service,
  environment: string,
  traffic: Traffic,
): Series[] {
  const common = { service: service.name, environment };
  return [
    ...requestSeries(service, common, traffic),
    ...durationSeries(service, common, traffic),
  ];
}

function requestSeries(
  { routes, errorRatio }: Service,
  common: Record<string, string>,
  traffic: Traffic,
): Series[] {
  return routes.flatMap(({ method, path, share }) => {
    const parts: Record<string, Weights> = {
      [method === 'POST' ? '201' : '200']: {
        requests: share * (1 - errorRatio - NOT_FOUND),
        flutter: -share * errorRatio,
        failed: -share,
        slow: 0,
      },
      '404': { requests: share * NOT_FOUND, flutter: 0, failed: 0, slow: 0 },
      '500': failures(0.7 * share, errorRatio),
      '503': failures(0.3 * share, errorRatio),
    };
    return Object.entries(parts).map(([code, weights]) => ({
      labels: {
        __name__: 'http_requests_total',
        ...common,
        method,
        route: path,
        code,
      },
      valueAt: whole(counter(traffic, weights)),
    }));
  });
}

function failures(share: number, errorRatio: number): Weights {
  return {
    requests: share * errorRatio,
    flutter: share * errorRatio,
    failed: share,
    slow: 0,
  };
}

function durationSeries(
  { medianLatency }: Service,
  common: Record<string, string>,
  traffic: Traffic,
): Series[] {
  const name = 'http_request_duration_seconds';
  const mean = medianLatency * Math.exp(SIGMA ** 2 / 2);
  const all: Weights = { requests: 1, flutter: 0, failed: 0, slow: 0 };
  const buckets = BOUNDS.map((bound): [string, Weights] => {
    const usual = within(bound, medianLatency);
    const slowed = within(bound, SLOWDOWN * medianLatency);
    return [String(bound), { ...all, requests: usual, slow: slowed - usual }];
  });
  return [
    ...[...buckets, ['+Inf', all] as const].map(([le, weights]) => ({
      labels: { __name__: `${name}_bucket`, ...common, le },
      valueAt: whole(counter(traffic, weights)),
    })),
    {
      labels: { __name__: `${name}_count`, ...common },
      valueAt: whole(counter(traffic, all)),
    },
    {
      labels: { __name__: `${name}_sum`, ...common },
      valueAt: counter(traffic, {
        ...all,
        requests: mean,
        slow: (SLOWDOWN - 1) * mean,
      }),
    },
  ];
}

/** Share of log-normal response times of that median which are within a bound. */
function within(bound: number, median: number): number {
  return normalCdf(Math.log(bound / median) / SIGMA);
}

/** Standard normal distribution function; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const polynomial =
    t *
    (0.31938153 +
      t *
        (-0.356563782 +
          t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = density * polynomial;
  return x < 0 ? tail : 1 - tail;
}
