import {
  Aggregation,
  Binary,
  Call,
  COMPARISONS,
  Expr,
  SET_OPERATORS,
  ValueType,
} from './ast';
import { parseError } from './errors';
import { AGGREGATIONS, FUNCTION_SIGNATURES } from './functions';

const TYPE_NAMES: Record<ValueType, string> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
};

/** The words Prometheus uses for a type in its messages. */
export function describeType(type: ValueType): string {
  return TYPE_NAMES[type];
}

/** The type of an expression whose parts are well typed. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
    case 'aggregation':
      return 'vector';
    case 'matrix':
    case 'subquery':
      return 'matrix';
    case 'call':
      return FUNCTION_SIGNATURES[expr.name].returns;
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar'
        ? 'scalar'
        : 'vector';
    default:
      return typeOf(expr.expr);
  }
}

/** Throws the parse error Prometheus gives when the parts of an expression do not fit each other. */
export function checkTypes(query: string, expr: Expr): void {
  const expectType = (part: Expr, wanted: ValueType, context: string) => {
    checkTypes(query, part);
    const got = typeOf(part);
    if (got !== wanted) {
      throw parseError(
        query,
        part.from,
        `expected type ${TYPE_NAMES[wanted]} in ${context}, got ${TYPE_NAMES[got]}`,
      );
    }
  };
  switch (expr.kind) {
    case 'call':
      checkCall(query, expr, expectType);
      break;
    case 'aggregation':
      checkAggregation(query, expr, expectType);
      break;
    case 'binary':
      checkBinary(query, expr);
      break;
    case 'subquery':
      checkTypes(query, expr.expr);
      if (typeOf(expr.expr) !== 'vector') {
        throw parseError(
          query,
          expr.from,
          `subquery is only allowed on instant vector, got ${typeOf(
            expr.expr,
          )} instead`,
        );
      }
      break;
    case 'unary':
      checkTypes(query, expr.expr);
      if (!['scalar', 'vector'].includes(typeOf(expr.expr))) {
        throw parseError(
          query,
          expr.from,
          `unary expression only allowed on expressions of type scalar or instant vector, got "${
            TYPE_NAMES[typeOf(expr.expr)]
          }"`,
        );
      }
      break;
    case 'paren':
      checkTypes(query, expr.expr);
      break;
    default:
  }
}

type ExpectType = (part: Expr, wanted: ValueType, context: string) => void;

function checkCall(query: string, call: Call, expectType: ExpectType) {
  const { args, optional = 0 } = FUNCTION_SIGNATURES[call.name];
  const least = args.length - optional;
  const got = call.args.length;
  const count =
    optional > 0
      ? { tooFew: `at least ${least}`, tooMany: `at most ${args.length}` }
      : { tooFew: `${least}`, tooMany: `${least}` };
  if (got < least || got > args.length) {
    throw parseError(
      query,
      call.from,
      `expected ${
        got < least ? count.tooFew : count.tooMany
      } argument(s) in call to "${call.name}", got ${got}`,
    );
  }
  call.args.forEach((arg, i) =>
    expectType(arg, args[i], `call to function "${call.name}"`),
  );
}

function checkAggregation(
  query: string,
  aggregation: Aggregation,
  expectType: ExpectType,
) {
  const { parameter } = AGGREGATIONS[aggregation.op];
  if (parameter !== (aggregation.param !== undefined)) {
    throw parseError(
      query,
      aggregation.from,
      `wrong number of arguments for aggregate expression provided, expected ${
        parameter ? 2 : 1
      }, got ${parameter ? 1 : 2}`,
    );
  }
  expectType(aggregation.expr, 'vector', 'aggregation expression');
  if (aggregation.param) {
    expectType(aggregation.param, 'scalar', 'aggregation parameter');
  }
}

function checkBinary(query: string, binary: Binary) {
  const { op, left, right } = binary;
  for (const side of [left, right]) {
    checkTypes(query, side);
    if (!['scalar', 'vector'].includes(typeOf(side))) {
      throw parseError(
        query,
        side.from,
        'binary expression must contain only scalar and instant vector types',
      );
    }
  }
  const scalars = [left, right].filter(s => typeOf(s) === 'scalar').length;
  if (binary.bool && !COMPARISONS.has(op)) {
    throw parseError(
      query,
      binary.opFrom,
      'bool modifier can only be used on comparison operators',
    );
  }
  if (COMPARISONS.has(op) && !binary.bool && scalars === 2) {
    throw parseError(
      query,
      binary.opFrom,
      'comparisons between scalars must use BOOL modifier',
    );
  }
  if (binary.matching && scalars > 0) {
    throw parseError(
      query,
      binary.from,
      'vector matching only allowed between instant vectors',
    );
  }
  const { on = false, labels = [], include = [] } = binary.matching ?? {};
  const twice = on ? labels.find(name => include.includes(name)) : undefined;
  if (twice) {
    throw parseError(
      query,
      binary.opFrom,
      `label "${twice}" must not occur in ON and GROUP clause at once`,
    );
  }
  if (SET_OPERATORS.has(op)) {
    if (scalars > 0) {
      throw parseError(
        query,
        binary.from,
        `set operator "${op}" not allowed in binary scalar expression`,
      );
    }
    if (binary.matching && binary.matching.many !== 'none') {
      throw parseError(
        query,
        binary.from,
        `no grouping allowed for "${op}" operation`,
      );
    }
  }
}
