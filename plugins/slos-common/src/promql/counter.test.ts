import fc from 'fast-check';
import { incrementQuery, parseCounterQuery, promqlDuration } from './counter';
import { injectMatchers } from './inject';
import { LabelMatcher, renderSelector } from './selector';
import { validatePromql } from './validate';

function increment(query: string): string {
  return incrementQuery(parseCounterQuery(query).selector, 300);
}

describe('counter queries', () => {
  it.each([
    ['http_requests_total', 'sum(increase(http_requests_total[5m]))'],
    [
      'http_requests_total{service="x",code!~"5.."}',
      'sum(increase(http_requests_total{code!~"5..",service="x"}[5m]))',
    ],
    [
      'sum(http_requests_total{service="x"})',
      'sum(increase(http_requests_total{service="x"}[5m]))',
    ],
    ['sum by (code) (rate(x[1m]))', 'sum(increase(x[5m]))'],
    [
      "sum(increase(x{a='b'}[30m])) # half hours",
      'sum(increase(x{a="b"}[5m]))',
    ],
    ['{__name__="x",a=`b\\c`}', 'sum(increase(x{a="b\\\\c"}[5m]))'],
    [
      '{"http.requests","service.name"="x"}',
      'sum(increase({"http.requests","service.name"="x"}[5m]))',
    ],
    ['x{b="2",a="1",b="2"}', 'sum(increase(x{a="1",b="2"}[5m]))'],
    ['{job=~"a|b"}', 'sum(increase({job=~"a|b"}[5m]))'],
  ])('%s becomes %s', (query, expected) => {
    expect(increment(query)).toBe(expected);
    expect(validatePromql(expected)).toEqual([]);
  });

  it('understands "or vector(0)" as zero where there is no series', () => {
    const query = 'sum(rate(errors_total[5m])) or vector( 0 )';
    expect(parseCounterQuery(query)).toEqual({
      selector: { metric: 'errors_total', matchers: [] },
      absentAsZero: true,
    });
    expect(parseCounterQuery('errors_total').absentAsZero).toBe(false);
  });

  it.each([
    ['a / b', 'Arithmetic between metrics'],
    ['a or b', 'Arithmetic between metrics'],
    ['a or vector(1)', 'Arithmetic between metrics'],
    ['a offset 1h', 'An offset or @ moves the figures'],
    ['a @ 100', 'An offset or @ moves the figures'],
    ['sum(rate(a[5m] offset 1h))', 'Only a selector with a plain range'],
    ['max(a)', 'Only sum can be split'],
    ['topk(3, a)', 'Only sum can be split'],
    ['irate(a[5m])', 'only increase() and rate()'],
    ['histogram_quantile(0.9, a)', 'only increase() and rate()'],
    ['rate(a[5m:1m])', 'Only a selector with a plain range'],
    ['increase((a[5m]))', 'Only a selector with a plain range'],
    ['1', 'This is not a counter: 1'],
    ['-a', 'This is not a counter'],
    ['a[5m]', 'yields a range vector'],
    ['a{', 'not valid PromQL'],
  ])('refuses %s', (query, message) => {
    expect(() => parseCounterQuery(query)).toThrow(message);
  });

  it('writes one series for each value of a label', () => {
    const selector = { metric: 'x', matchers: [] };
    expect(incrementQuery(selector, 60, ['service', 'service.name'])).toBe(
      'sum by (service,"service.name") (increase(x[1m]))',
    );
  });
});

describe('promqlDuration', () => {
  it.each([
    [60, '1m'],
    [300, '5m'],
    [7200, '2h'],
    [90, '90s'],
  ])('%d s is %s', (seconds, text) => {
    expect(promqlDuration(seconds)).toBe(text);
  });

  it.each([0, -60, 0.5, NaN])('refuses %d', seconds => {
    expect(() => promqlDuration(seconds)).toThrow('no range for a query');
  });
});

const anyMatcher: fc.Arbitrary<LabelMatcher> = fc.record({
  label: fc.oneof(
    fc.constantFrom('service', 'env', 'code'),
    fc.string({ minLength: 1, unit: 'binary' }).filter(l => l !== '__name__'),
  ),
  op: fc.constantFrom('=' as const, '!=' as const),
  value: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '"',
      '\\',
      '\n',
      '"} or up{x="',
      '`',
      "'",
      '{{.x}}',
      '$1',
      '#',
      '[5m]',
      '|',
    ),
  ),
});

describe('selectors', () => {
  it('survive any metric, label and value', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom('x', 'a:b', 'on', 'Inf', 'constructor', '__proto__'),
          fc.string({ minLength: 1, unit: 'binary' }),
        ),
        fc.array(anyMatcher, { maxLength: 4 }),
        (metric, matchers) => {
          const { selector } = parseCounterQuery(
            renderSelector({ metric, matchers }),
          );
          expect(selector.metric).toBe(metric);
          const key = (m: LabelMatcher) =>
            JSON.stringify([m.label, m.op, m.value]);
          expect(new Set(selector.matchers.map(key))).toEqual(
            new Set(matchers.map(key)),
          );
        },
      ),
    );
  });
});

describe('injectMatchers', () => {
  const matcher: LabelMatcher = {
    label: 'service',
    op: '=',
    value: 'a"b\\c\nd',
  };
  const text = 'service="a\\"b\\\\c\\nd"';

  it.each([
    ['x', `x{${text}}`],
    ['x{}', `x{${text}}`],
    ['x{a="b"}', `x{${text},a="b"}`],
    ['x{a="b",}', `x{${text},a="b",}`],
    ['{"x.y"}', `{${text},"x.y"}`],
    ['x { a="b" } # x{c="d"}', `x {${text}, a="b" } # x{c="d"}`],
    [
      'rate(a[5m]) / on (job) rate(b{c="d"}[5m])',
      `rate(a{${text}}[5m]) / on (job) rate(b{${text},c="d"}[5m])`,
    ],
    [`x{${text}}`, `x{${text}}`],
    ['x{a="x{}"} offset 5m', `x{${text},a="x{}"} offset 5m`],
  ])('into %s', (query, expected) => {
    expect(injectMatchers(query, [matcher])).toBe(expected);
  });

  it('leaves contradictions standing: matchers only ever narrow', () => {
    expect(injectMatchers('x{service="b"}', [{ ...matcher, value: 'a' }])).toBe(
      'x{service="a",service="b"}',
    );
  });

  it('refuses what is not PromQL', () => {
    expect(() => injectMatchers('x{', [matcher])).toThrow('not valid PromQL');
  });

  it('cannot be broken out of by any value', () => {
    fc.assert(
      fc.property(anyMatcher, matched => {
        const injected = injectMatchers('rate(x{a="b"}[5m])', [matched]);
        expect(validatePromql(injected)).toEqual([]);
        const { selector } = parseCounterQuery(injected);
        expect(selector.metric).toBe('x');
        expect(selector.matchers).toContainEqual(matched);
        expect(selector.matchers.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
