import fc from 'fast-check';
import { MAX_QUERY_LENGTH, validatePromql } from './validate';

describe('validatePromql', () => {
  it.each([
    'http_requests_total{service="x",code!~"5.."}',
    'sum by (job) (rate(http_requests_total[5m])) / 2',
    'histogram_quantile(0.95, sum by (le) (rate(latency_bucket[5m])))',
    'max_over_time(rate(x[5m])[1h:1m])',
    'quantile_over_time(0.9, x[5m])',
    'predict_linear(disk_free[1h], 3600)',
    'absent(up{job="a"}) or vector(0)',
    '-x offset 5m # the past',
    '{"http.requests", "service.name"="x"}',
    'x{a="b",}',
    'time() - 3600',
    'label_replace(up, "a", "$1", "b", "(.*)")',
    'sum(sum_over_time(x[5m])) > bool 1',
    'topk(3, x)',
  ])('accepts %s', query => {
    expect(validatePromql(query)).toEqual([]);
  });

  it.each([
    ['', 'The query is empty'],
    ['# nothing', 'The query is empty'],
    ['sum(x', 'not valid PromQL at character'],
    ['x{a=b}', 'not valid PromQL at character'],
    ['x y', 'near "y"'],
    ['nope(x)', 'not valid PromQL'],
    ['rate(x[{{.window}}])', 'template variables are not known here'],
    ['rate(x[$__rate_interval])', 'template variables are not known here'],
    ['x[5m]', 'yields a range vector'],
    ['"text"', 'yields a string'],
    ['rate(x)', 'rate() needs a range such as [5m]: rate(x)'],
    ['sum(x[5m])', 'An aggregation cannot take a range vector: x[5m]'],
    ['abs(x[5m])', 'abs() cannot take a range vector'],
    ['x[5m] + 1', 'An operator cannot take a range vector'],
    ['rate(x[5m][1h:])', 'A subquery cannot take a range vector: x[5m]'],
    ['{}', 'selects everything'],
    ['{a=""}', 'selects everything'],
    ['{a=~".*",b!="c"}', 'selects everything'],
    ['sum({a!~".+"})', 'selects everything'],
    ['a{__name__="b"}', 'named more than once: a, b'],
    ['a{b="\\q"}', 'an escape that PromQL does not know'],
  ])('refuses %s', (query, message) => {
    const [problem] = validatePromql(query);
    expect(problem.message).toContain(message);
    expect(problem.from).toBeLessThanOrEqual(problem.to);
  });

  it.each(['{a=~".+"}', '{a!=""}', '{a!~"x*"}', '{a=~"(?i)b"}'])(
    'takes %s for a selection',
    query => {
      expect(validatePromql(query)).toEqual([]);
    },
  );

  it('does not look at endless queries', () => {
    const [problem] = validatePromql('x'.repeat(MAX_QUERY_LENGTH + 1));
    expect(problem.message).toContain('longer than 10000 characters');
  });

  it('never throws', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'sum',
        '(',
        ')',
        '{',
        '}',
        '[5m]',
        ' by ',
        'a',
        '"',
        '=',
        '=~',
        ',',
        ' or ',
        '1',
        '-',
        '[1h:]',
        ' offset ',
        '@',
        '\\',
        'rate',
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(pieces, parts => {
        expect(Array.isArray(validatePromql(parts.join('')))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
