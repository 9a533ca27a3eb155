import fc from 'fast-check';
import { MAX_VALUES_PER_BATCH, QueryRequest, planQueryBatches } from './batch';
import { parseCounterQuery } from './counter';
import { promqlOf, sliQueries } from './sliQueries';
import { quoteString } from './strings';
import { validatePromql } from './validate';

function request(
  sloId: string,
  query: string,
  parts: Partial<QueryRequest> = {},
): QueryRequest {
  return { sloId, side: 'total', query, counter: true, ...parts };
}

describe('planQueryBatches', () => {
  it('serves all services of a template with one query', () => {
    const services = ['checkout', 'search', 'mail'];
    const requests = services.flatMap(service => [
      request(
        service,
        `http_requests_total{env="prod",service="${service}",code!~"5.."}`,
        { side: 'good' },
      ),
      request(
        service,
        `sum(rate(http_requests_total{service="${service}",env="prod"}[1m]))`,
      ),
    ]);
    expect(planQueryBatches(requests, 300)).toEqual({
      refused: [],
      batches: [
        {
          query:
            'sum by (service) (increase(http_requests_total{code!~"5..",env="prod",service=~"checkout|mail|search"}[5m]))',
          step: 300,
          members: [
            {
              sloId: 'checkout',
              side: 'good',
              labels: { service: 'checkout' },
              absentAsZero: false,
            },
            {
              sloId: 'mail',
              side: 'good',
              labels: { service: 'mail' },
              absentAsZero: false,
            },
            {
              sloId: 'search',
              side: 'good',
              labels: { service: 'search' },
              absentAsZero: false,
            },
          ],
        },
        {
          query:
            'sum by (service) (increase(http_requests_total{env="prod",service=~"checkout|mail|search"}[5m]))',
          step: 300,
          members: [
            {
              sloId: 'checkout',
              side: 'total',
              labels: { service: 'checkout' },
              absentAsZero: false,
            },
            {
              sloId: 'mail',
              side: 'total',
              labels: { service: 'mail' },
              absentAsZero: false,
            },
            {
              sloId: 'search',
              side: 'total',
              labels: { service: 'search' },
              absentAsZero: false,
            },
          ],
        },
      ],
    });
  });

  it('lets equal selectors share a query', () => {
    const { batches } = planQueryBatches(
      [
        request('availability', 'x{service="a"}'),
        request('latency', 'sum(x{service="a"})'),
        request('errors', 'x{service="a"} or vector(0)', { side: 'bad' }),
      ],
      60,
    );
    expect(batches).toEqual([
      {
        query: 'sum(increase(x{service="a"}[1m]))',
        step: 60,
        members: [
          {
            sloId: 'availability',
            side: 'total',
            labels: {},
            absentAsZero: false,
          },
          { sloId: 'errors', side: 'bad', labels: {}, absentAsZero: true },
          { sloId: 'latency', side: 'total', labels: {}, absentAsZero: false },
        ],
      },
    ]);
  });

  it('chooses the label that serves most', () => {
    const { batches } = planQueryBatches(
      [
        request('1', 'x{service="a",env="prod"}'),
        request('2', 'x{service="b",env="prod"}'),
        request('3', 'x{service="c",env="prod"}'),
        request('4', 'x{service="c",env="test"}'),
      ],
      300,
    );
    expect(batches.map(b => [b.query, b.members.length])).toEqual([
      ['sum by (service) (increase(x{env="prod",service=~"a|b|c"}[5m]))', 3],
      ['sum(increase(x{env="test",service="c"}[5m]))', 1],
    ]);
  });

  it('does not confuse selectors that differ in more than one value', () => {
    const { batches } = planQueryBatches(
      [
        request('1', 'x{service="a",env="prod"}'),
        request('2', 'x{service="b",env="test"}'),
        request('3', 'y{service="b",env="test"}'),
        request('4', 'x{service=~"a",env="prod"}'),
        request('5', 'x{service="",env="prod"}'),
        request('6', 'x{service="a",service="b",env="prod"}'),
      ],
      300,
    );
    expect(batches).toHaveLength(6);
    expect(batches.every(b => b.members.length === 1)).toBe(true);
  });

  it('takes values of the moment as they are', () => {
    const { batches, refused } = planQueryBatches(
      [
        request('1', 'max(queue_length)', { side: 'value', counter: false }),
        request('2', 'max(queue_length)', { side: 'value', counter: false }),
        request('3', 'queue_length[5m]', { side: 'value', counter: false }),
      ],
      60,
    );
    expect(batches).toMatchObject([
      { query: 'max(queue_length)', members: [{ sloId: '1' }, { sloId: '2' }] },
    ]);
    expect(refused).toMatchObject([{ sloId: '3', side: 'value' }]);
  });

  it('says which queries it refuses, and why', () => {
    const { batches, refused } = planQueryBatches([request('a', 'x / y')], 300);
    expect(batches).toEqual([]);
    expect(refused).toEqual([
      {
        sloId: 'a',
        side: 'total',
        message: expect.stringContaining('Arithmetic between metrics'),
      },
    ]);
  });

  it('keeps queries to a bearable size', () => {
    const count = 2 * MAX_VALUES_PER_BATCH + 1;
    const requests = Array.from({ length: count }, (_, i) =>
      request(`${i}`, `x{service="s${i}"}`),
    );
    const { batches } = planQueryBatches(requests, 300);
    expect(batches.map(b => b.members.length)).toEqual([200, 200, 1]);
  });

  it('cannot be broken out of by any value, and asks for exactly the values', () => {
    const anyValue = fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.constantFrom(
        'a|b',
        '.*',
        'a"b',
        'a\\b',
        'a\nb',
        '"} or up{x="',
        '$',
        '(',
        '[5m]',
        'ü😀',
      ),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(anyValue, { minLength: 2, maxLength: 8 }),
        values => {
          const requests = values.map((value, i) =>
            request(`${i}`, `x{service=${quoteString(value)}}`),
          );
          const { batches, refused } = planQueryBatches(requests, 300);
          const [batch] = batches;
          expect(refused).toEqual([]);
          expect(batches).toHaveLength(1);
          expect(validatePromql(batch.query)).toEqual([]);
          const inner = parseCounterQuery(batch.query).selector;
          expect(inner).toMatchObject({
            metric: 'x',
            matchers: [{ label: 'service', op: '=~' }],
          });
          const pattern = new RegExp(`^(?:${inner.matchers[0].value})$`, 'u');
          for (const value of values) expect(pattern.test(value)).toBe(true);
          expect(new Set(batch.members.map(m => m.labels.service))).toEqual(
            new Set(values),
          );
        },
      ),
    );
  });

  it('serves every request once, in the same way whatever their order', () => {
    const anyRequest = fc
      .record({
        sloId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        side: fc.constantFrom('good' as const, 'total' as const),
        metric: fc.constantFrom('x', 'y'),
        service: fc.constantFrom('s1', 's2', 's3'),
        env: fc.constantFrom('prod', 'test'),
      })
      .map(({ sloId, side, metric, service, env }) =>
        request(sloId, `${metric}{env="${env}",service="${service}"}`, {
          side,
        }),
      );
    fc.assert(
      fc.property(
        fc.array(anyRequest, { maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (requests, random) => {
          const plan = planQueryBatches(requests, 300);
          const shuffled = requests
            .map(item => ({ item, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
          expect(planQueryBatches(shuffled, 300)).toEqual(plan);
          const served = plan.batches.flatMap(b =>
            b.members.map(m => `${m.sloId} ${m.side}`),
          );
          expect(served.sort()).toEqual(
            requests.map(r => `${r.sloId} ${r.side}`).sort(),
          );
          expect(plan.batches.length).toBeLessThanOrEqual(
            new Set(requests.map(r => r.query)).size,
          );
        },
      ),
    );
  });
});

describe('sliQueries', () => {
  const source = { type: 'Prometheus', spec: { query: 'x' } };

  it('are good or bad and total of a ratio, else the value', () => {
    const sides = (measure: Parameters<typeof sliQueries>[0]) =>
      sliQueries(measure).map(q => [q.side, q.counter]);
    expect(
      sides({ type: 'ratio', counter: true, good: source, total: source }),
    ).toEqual([
      ['good', true],
      ['total', true],
    ]);
    expect(
      sides({ type: 'ratio', counter: false, bad: source, total: source }),
    ).toEqual([
      ['bad', false],
      ['total', false],
    ]);
    expect(sides({ type: 'threshold', metric: source })).toEqual([
      ['value', false],
    ]);
    expect(sides({ type: 'raw', rawType: 'failure', raw: source })).toEqual([
      ['value', false],
    ]);
  });

  it('are PromQL where the source is Prometheus', () => {
    expect(promqlOf(source)).toBe('x');
    expect(promqlOf({ spec: { query: 'x' } })).toBe('x');
    expect(promqlOf({ type: 'Datadog', spec: { query: 'x' } })).toBeUndefined();
    expect(
      promqlOf({ type: 'Prometheus', spec: { query: 1 } }),
    ).toBeUndefined();
  });
});
