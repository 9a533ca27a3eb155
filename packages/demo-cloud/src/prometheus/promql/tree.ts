import { SyntaxNode } from '@lezer/common';
import { Binary, Expr, VectorMatching } from './ast';
import { parseError, unsupported } from './errors';
import { AGGREGATIONS, FUNCTION_SIGNATURES } from './functions';
import { unquote } from './literals';
import { applyModifier, numberValue } from './modifiers';
import { convertSelector, labelNames } from './selector';

/** Turns a node of the grammar's tree (free of syntax errors) into an expression. */
export function convertExpression(query: string, node: SyntaxNode): Expr {
  const from = node.from;
  const sub = (child: SyntaxNode) => convertExpression(query, child);
  switch (node.name) {
    case 'NumberDurationLiteral':
      return { kind: 'number', from, value: numberValue(query, node) };
    case 'StringLiteral':
      return { kind: 'string', from, value: unquote(query, from, node.to) };
    case 'VectorSelector':
      return convertSelector(query, node);
    case 'ParenExpr':
      return { kind: 'paren', from, expr: sub(node.firstChild!) };
    case 'UnaryExpr':
      return {
        kind: 'unary',
        from,
        op: query[from] === '-' ? '-' : '+',
        expr: sub(node.lastChild!),
      };
    case 'MatrixSelector':
    case 'SubqueryExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      return applyModifier(query, node, sub(node.firstChild!));
    case 'FunctionCall':
      return convertCall(query, node);
    case 'AggregateExpr':
      return convertAggregation(query, node);
    case 'BinaryExpr':
      return convertBinary(query, node);
    default: {
      const last = node.lastChild ?? node;
      throw parseError(
        query,
        last.from,
        `unexpected identifier "${query.slice(last.from, last.to)}"`,
      );
    }
  }
}

function bodyOf(query: string, node: SyntaxNode): Expr[] {
  const args: Expr[] = [];
  const body = node.getChild('FunctionCallBody')!;
  for (let arg = body.firstChild; arg; arg = arg.nextSibling) {
    args.push(convertExpression(query, arg));
  }
  return args;
}

function convertCall(query: string, node: SyntaxNode): Expr {
  const identifier = node.getChild('FunctionIdentifier')!;
  const name = query.slice(identifier.from, identifier.to);
  if (!Object.hasOwn(FUNCTION_SIGNATURES, name)) {
    throw unsupported(`the function ${name}()`);
  }
  return { kind: 'call', from: node.from, name, args: bodyOf(query, node) };
}

function convertAggregation(query: string, node: SyntaxNode): Expr {
  const operator = node.getChild('AggregateOp')!;
  const op = query.slice(operator.from, operator.to).toLowerCase();
  if (!Object.hasOwn(AGGREGATIONS, op)) {
    throw unsupported(`the aggregation ${op}()`);
  }
  const args = bodyOf(query, node);
  if (args.length === 0 || args.length > 2) {
    throw parseError(
      query,
      node.from,
      args.length === 0
        ? 'no arguments for aggregate expression provided'
        : `wrong number of arguments for aggregate expression provided, expected ${
            AGGREGATIONS[op].parameter ? 2 : 1
          }, got ${args.length}`,
    );
  }
  const modifier = node.getChild('AggregateModifier');
  return {
    kind: 'aggregation',
    from: node.from,
    op,
    expr: args[args.length - 1],
    param: args.length === 2 ? args[0] : undefined,
    grouping: {
      labels: labelNames(query, modifier?.getChild('GroupingLabels')),
      without: Boolean(modifier?.getChild('Without')),
    },
  };
}

function convertBinary(query: string, node: SyntaxNode): Expr {
  const leftNode = node.firstChild!;
  const operator = leftNode.nextSibling!;
  const op = query.slice(operator.from, operator.to).toLowerCase();
  const binary: Binary = {
    kind: 'binary',
    from: node.from,
    op,
    opFrom: operator.from,
    left: convertExpression(query, leftNode),
    right: convertExpression(query, node.lastChild!),
    bool: Boolean(node.getChild('BoolModifier')),
    matching: convertMatching(query, node.getChild('MatchingModifierClause')),
  };
  const sign = query[leftNode.from];
  if (
    op === '^' &&
    leftNode.name === 'NumberDurationLiteral' &&
    binary.left.kind === 'number' &&
    (sign === '-' || sign === '+')
  ) {
    // The grammar reads -2 ^ 2 as (-2) ^ 2; in PromQL the power binds tighter than the sign.
    const left = { ...binary.left };
    left.value = sign === '-' ? -left.value : left.value;
    return {
      kind: 'unary',
      from: node.from,
      op: sign,
      expr: { ...binary, left },
    };
  }
  return binary;
}

function convertMatching(
  query: string,
  clause: SyntaxNode | null,
): VectorMatching | undefined {
  if (!clause) {
    return undefined;
  }
  const [labels, include] = clause.getChildren('GroupingLabels');
  const left = clause.getChild('GroupLeft');
  const many = clause.getChild('GroupRight') ? 'right' : 'none';
  return {
    on: Boolean(clause.getChild('On')),
    labels: labelNames(query, labels),
    many: left ? 'left' : many,
    include: labelNames(query, include),
  };
}
