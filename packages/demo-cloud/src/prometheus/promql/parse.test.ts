import { Expr } from './ast';
import { PromqlError } from './errors';
import { FUNCTION_SIGNATURES } from './functions';
import { parsePromql } from './parse';

/** The structure of an expression as text, to compare at a glance. */
function sketch(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return String(expr.value);
    case 'string':
      return JSON.stringify(expr.value);
    case 'selector': {
      const { offsetMs, at } = expr.shift;
      const matchers = expr.matchers.map(m => `${m.name}${m.op}${m.value}`);
      return `{${matchers}}${offsetMs ? ` offset ${offsetMs}` : ''}${
        at ? ` @ ${typeof at === 'string' ? at : at.ms}` : ''
      }`;
    }
    case 'matrix':
      return `${sketch(expr.selector)}[${expr.rangeMs}]`;
    case 'subquery':
      return `(${sketch(expr.expr)})[${expr.rangeMs}:${expr.stepMs ?? ''}]`;
    case 'call':
      return `${expr.name}(${expr.args.map(sketch)})`;
    case 'aggregation':
      return `${expr.op} ${expr.grouping.without ? 'without' : 'by'}(${
        expr.grouping.labels
      })(${sketch(expr.expr)})`;
    case 'binary':
      return `(${sketch(expr.left)} ${expr.op} ${sketch(expr.right)})`;
    case 'unary':
      return `${expr.op}${sketch(expr.expr)}`;
    default:
      return sketch(expr.expr);
  }
}

function failure(query: string): PromqlError {
  try {
    parsePromql(query);
  } catch (error) {
    if (error instanceof PromqlError) {
      return error;
    }
    throw error;
  }
  throw new Error(`${query} was accepted`);
}

describe('parsePromql', () => {
  it.each([
    ['up', '{__name__=up}'],
    [`up{a='b\\'c',d=~"x.*"}`, "{__name__=up,a=b'c,d=~x.*}"],
    ['up{a=~"(?i)X"}', '{__name__=up,a=~(?i:X)}'],
    ['sum by (a, b) (rate(x[5m]))', 'sum by(a,b)(rate({__name__=x}[300000]))'],
    ['sum(x) without (a)', 'sum without(a)({__name__=x})'],
    ['1 + 2 * 3 ^ 2 ^ 2', '(1 + (2 * (3 ^ (2 ^ 2))))'],
    ['x or y and z', '({__name__=x} or ({__name__=y} and {__name__=z}))'],
    ['0x1F + .5e1 + Inf', '((31 + 5) + Infinity)'],
    ['x[1h:5m]', '({__name__=x})[3600000:300000]'],
  ])('reads %s', (query, expected) => {
    expect(sketch(parsePromql(query))).toBe(expected);
  });

  // The grammar binds these more loosely than operators; Prometheus binds them more tightly.
  it.each([
    ['a - b offset 5m', '({__name__=a} - {__name__=b} offset 300000)'],
    [
      'a * b @ end() + c',
      '(({__name__=a} * {__name__=b} @ end) + {__name__=c})',
    ],
    ['-a offset 5m', '-{__name__=a} offset 300000'],
    [
      'rate(a[1m]) / b @ 5 offset 1m',
      '(rate({__name__=a}[60000]) / {__name__=b} offset 60000 @ 5000)',
    ],
    ['-2 ^ 2', '-(2 ^ 2)'],
  ])('binds the modifiers in %s as Prometheus does', (query, expected) => {
    expect(sketch(parsePromql(query))).toBe(expected);
  });

  it('says of functions it does not evaluate that they are not supported', () => {
    expect(failure('predict_linear(x[1h], 60)')).toMatchObject({
      errorType: 'execution',
      message:
        'the function predict_linear() is not supported by this stand-in',
    });
    expect(failure('stddev(x)').errorType).toBe('execution');
    expect(failure('x{a=~"[[:alpha:]]"}').errorType).toBe('execution');
  });

  it('names line and column of an error', () => {
    expect(failure('sum(\n  rate(x)\n)')).toMatchObject({
      errorType: 'bad_data',
      message:
        '2:8: parse error: expected type range vector in call to function "rate", got instant vector',
    });
  });

  it('takes no name of an object member for a function', () => {
    expect(failure('toString(x)').errorType).toBe('bad_data');
    expect(Object.hasOwn(FUNCTION_SIGNATURES, 'constructor')).toBe(false);
  });
});
