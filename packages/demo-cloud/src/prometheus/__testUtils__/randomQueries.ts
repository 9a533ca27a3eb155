import fc from 'fast-check';

/** Texts joined to one. */
function joined(
  ...parts: Array<string | fc.Arbitrary<string>>
): fc.Arbitrary<string> {
  return fc
    .tuple(...parts.map(p => (typeof p === 'string' ? fc.constant(p) : p)))
    .map(texts => texts.join(''));
}

const duration = fc.constantFrom('30s', '45s', '90s', '5m', '7m13s', '1h');
const labels = fc.constantFrom('service', 'code', 'le', 'service, code', '');
const selector = fc.constantFrom(
  'http_requests_total',
  'http_requests_total{code="500"}',
  'http_requests_total{service=~"s.*|h.*"}',
  'http_request_duration_seconds_bucket',
  'up',
  'up{instance!="a:1"}',
  'db_connections',
  'limits',
  'nothing',
);
const modifier = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: joined(' offset ', duration) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' offset -3m',
      ' @ 1773108000.5 offset 1m',
      ' @ end()',
      ' @ start()',
    ),
  },
);
const number = fc.constantFrom('1', '2.5', '-3', '0', '1e3', 'time()');
const rangeFunction = fc.constantFrom(
  'rate',
  'increase',
  'delta',
  'irate',
  'idelta',
  'resets',
  'changes',
  'sum_over_time',
  'avg_over_time',
  'min_over_time',
  'max_over_time',
  'count_over_time',
  'last_over_time',
  'present_over_time',
  'absent_over_time',
);
const elementFunction = fc.constantFrom(
  'abs',
  'ceil',
  'floor',
  'exp',
  'ln',
  'sqrt',
  'sgn',
  'log2',
  'log10',
  'round',
  'timestamp',
  'absent',
);
const aggregation = fc.constantFrom(
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'group',
);
const withScalar = fc.constantFrom('+', '-', '*', '/', '>', '<=', '!= bool');
const withVector = fc.constantFrom('+', '-', '/', '>', '<', '== bool');
const setOperator = fc.constantFrom('and', 'or', 'unless');
const on = fc.oneof(
  fc.constant(''),
  joined(fc.constantFrom('on (', 'ignoring ('), labels, ') '),
);
const group = joined(
  fc.constantFrom('on (', 'ignoring ('),
  labels,
  ') ',
  fc.constantFrom('group_left () ', 'group_right () ', 'group_left (pool) '),
);

/**
 * Random queries that are evaluated in one defined way: without `topk` of equal values, whose choice is open, and
 * without `%` and `^`, which magnify the last digit.
 */
export const randomQuery: fc.Arbitrary<string> = fc.letrec<{
  vector: string;
  range: string;
}>(tie => {
  const vector = tie('vector');
  return {
    range: fc.oneof(
      { weight: 3, arbitrary: joined(selector, '[', duration, ']', modifier) },
      {
        weight: 1,
        arbitrary: joined('(', vector, ')[', duration, ':1m]'),
      },
    ),
    vector: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      joined(selector, modifier),
      joined(rangeFunction, '(', tie('range'), ')'),
      joined(aggregation, ' by (', labels, ') (', vector, ')'),
      joined(aggregation, ' without (', labels, ') (', vector, ')'),
      joined(elementFunction, '(', vector, ')'),
      joined('-', vector),
      joined('(', vector, ' ', withScalar, ' ', number, ')'),
      joined('(', number, ' ', withScalar, ' ', vector, ')'),
      joined('(', vector, ' ', withVector, ' ', on, vector, ')'),
      joined('(', vector, ' ', withVector, ' ', group, vector, ')'),
      joined('(', vector, ' ', setOperator, ' ', on, vector, ')'),
      joined('vector(scalar(', vector, '))'),
      joined('histogram_quantile(0.9, ', vector, ')'),
    ),
  };
}).vector;
