import { executionError } from '../promql/errors';

type Operator = (a: number, b: number) => number;

/** Go's math.Pow, which differs from JavaScript's only where the base is 1 or -1 and the exponent is not finite. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) {
    return 1;
  }
  return base ** exponent;
}

const ARITHMETIC: Readonly<Record<string, Operator>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': power,
  atan2: Math.atan2,
};

const COMPARISON: Readonly<Record<string, (a: number, b: number) => boolean>> =
  {
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '>': (a, b) => a > b,
    '<': (a, b) => a < b,
    '>=': (a, b) => a >= b,
    '<=': (a, b) => a <= b,
  };

/** How a binary operator combines two values; undefined where a comparison filters the element out. */
export type Combine = (left: number, right: number) => number | undefined;

/**
 * The operator as a function. A comparison answers 0 or 1 with `bool`; without, the value of the side that `keep`
 * names, or undefined when it does not hold.
 */
export function operatorOf(
  op: string,
  bool: boolean,
  keep: 'left' | 'right',
): Combine {
  if (Object.hasOwn(ARITHMETIC, op)) {
    return ARITHMETIC[op];
  }
  if (!Object.hasOwn(COMPARISON, op)) {
    throw executionError(`operator "${op}" is not a binary operator`);
  }
  const holds = COMPARISON[op];
  if (bool) {
    return (left, right) => (holds(left, right) ? 1 : 0);
  }
  return (left, right) => {
    if (!holds(left, right)) {
      return undefined;
    }
    return keep === 'left' ? left : right;
  };
}

/** Whether an element keeps its metric name: where a comparison filters and, an oddity of Prometheus 2.42, with `atan2`. */
export function keepsMetricName(op: string, bool: boolean): boolean {
  return !bool && (Object.hasOwn(COMPARISON, op) || op === 'atan2');
}
