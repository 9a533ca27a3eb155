import fc from 'fast-check';
import { deploymentsAt } from './deployments';
import { LabelMatcher, Series } from './seriesSource';
import { ScenarioLog } from './scenarios';
import { SERVICES } from './services';
import { DAY, FOUNDED, HOUR, MINUTE } from './time';
import { World } from './world';
import { createWorldSeries } from './worldSeries';

const NOW = Date.UTC(2026, 10, 18, 12);

function matchers(labels: Record<string, string>): LabelMatcher[] {
  return Object.entries(labels).map(([name, value]) => ({
    name,
    op: '=',
    value,
  }));
}

function increase(series: Series[], from: number, to: number): number {
  return series.reduce(
    (sum, { valueAt }) => sum + valueAt(to)! - valueAt(from)!,
    0,
  );
}

function errorRatio(
  world: World,
  service: string,
  from: number,
  to: number,
): number {
  const all = createWorldSeries(world).select(
    matchers({
      __name__: 'http_requests_total',
      service,
      environment: 'production',
    }),
  );
  const failed = all.filter(({ labels }) => labels.code.startsWith('5'));
  return increase(failed, from, to) / increase(all, from, to);
}

describe('createWorldSeries', () => {
  const world = new World('test');
  const source = createWorldSeries(world);

  it('matches as Prometheus does', () => {
    const select = (...found: LabelMatcher[]) => source.select(found).length;
    const up: LabelMatcher = { name: '__name__', op: '=', value: 'up' };
    const all = select(up);
    expect(all).toBeGreaterThan(0);
    expect(select(up, { name: 'service', op: '=~', value: 'hop' })).toBe(0);
    expect(
      select(up, { name: 'service', op: '=~', value: 'hop.*' }) +
        select(up, { name: 'service', op: '!~', value: 'hop.*' }),
    ).toBe(all);
    expect(select(up, { name: 'queue', op: '=', value: '' })).toBe(all);
    expect(select(up, { name: 'service', op: '!=', value: '' })).toBe(all);
  });

  it('did not exist before the company opened', () => {
    for (const { valueAt } of source.select([])) {
      expect(valueAt(FOUNDED - 1)).toBeUndefined();
      expect(valueAt(FOUNDED)).toBeDefined();
    }
  });

  it('gives every service its own labels once', () => {
    const keys = source.select([]).map(({ labels }) => JSON.stringify(labels));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('counts upwards only, to whole numbers', () => {
    const counters = source
      .select([])
      .filter(({ labels }) => /_(total|bucket|count)$/.test(labels.__name__));
    fc.assert(
      fc.property(
        fc.constantFrom(...counters),
        fc.integer({ min: NOW - 400 * DAY, max: NOW + 400 * DAY }),
        fc.integer({ min: 0, max: 2 * HOUR }),
        ({ valueAt }, tMs, step) => {
          const before = valueAt(tMs)!;
          expect(Number.isInteger(before)).toBe(true);
          expect(valueAt(tMs + step)).toBeGreaterThanOrEqual(before);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('says the same in any order of asking', () => {
    const [series] = source.select(
      matchers({ __name__: 'http_requests_total', code: '500' }),
    );
    const late = series.valueAt(NOW);
    const early = series.valueAt(NOW - 300 * DAY);
    const [fresh] = createWorldSeries(new World('test')).select(
      matchers(series.labels),
    );
    expect(fresh.valueAt(NOW - 300 * DAY)).toBe(early);
    expect(fresh.valueAt(NOW)).toBe(late);
  });

  it.each(SERVICES.map(({ name }) => name))(
    'keeps the histogram of %s in step with its requests',
    service => {
      const production = { service, environment: 'production' };
      const buckets = source.select(
        matchers({
          __name__: 'http_request_duration_seconds_bucket',
          ...production,
        }),
      );
      const counts = buckets.map(({ valueAt }) => valueAt(NOW)!);
      expect(buckets.map(({ labels }) => labels.le)).toEqual(
        '0.05 0.1 0.2 0.5 1 2 5 +Inf'.split(' '),
      );
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      const requests = source.select(
        matchers({ __name__: 'http_requests_total', ...production }),
      );
      const total = requests.reduce((sum, s) => sum + s.valueAt(NOW)!, 0);
      expect(Math.abs(total - counts.at(-1)!)).toBeLessThanOrEqual(
        requests.length,
      );
    },
  );

  it.each(SERVICES.map(service => [service.name, service] as const))(
    'lets errors or slow answers of %s follow its bad releases',
    (name, service) => {
      const rollback = deploymentsAt(world, service, 'production', NOW)
        .filter(({ kind }) => kind === 'rollback')
        .at(-1)!;
      const { started, finished } = rollback;
      const over = (from: number, to: number) => {
        const requests = source.select(
          matchers({
            __name__: 'http_request_duration_seconds_bucket',
            service: name,
            environment: 'production',
          }),
        );
        const within1s = requests.filter(({ labels }) => labels.le === '1');
        const all = requests.filter(({ labels }) => labels.le === '+Inf');
        const slow = 1 - increase(within1s, from, to) / increase(all, from, to);
        return slow + errorRatio(world, name, from, to);
      };
      const during = over(started - 8 * MINUTE, started);
      expect(during).toBeGreaterThan(0.05);
      expect(over(finished!, finished! + HOUR)).toBeLessThan(during / 5);
    },
  );

  it('follows a switch while it is turned', () => {
    const log = new ScenarioLog();
    const switched = new World('test', log);
    const ratio = (from: number, to: number) =>
      errorRatio(switched, 'boat-listings', from, to);
    const quiet = ratio(NOW - 10 * MINUTE, NOW);
    log.turn('bad-release', 'boat-listings', true, NOW);
    expect(ratio(NOW - 10 * MINUTE, NOW)).toBe(quiet);
    expect(ratio(NOW + MINUTE, NOW + 6 * MINUTE)).toBeCloseTo(0.4, 1);
    log.turn('bad-release', 'boat-listings', false, NOW + 10 * MINUTE);
    expect(ratio(NOW + 15 * MINUTE, NOW + 25 * MINUTE)).toBeLessThan(0.01);
  });
});
