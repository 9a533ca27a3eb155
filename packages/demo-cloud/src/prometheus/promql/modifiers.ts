import { SyntaxNode } from '@lezer/common';
import { AtModifier, Expr, TimeShift } from './ast';
import { parseDuration } from './duration';
import { parseError } from './errors';
import { parseNumber } from './literals';

type Modify = (query: string, node: SyntaxNode, operand: Expr) => Expr;

const MODIFIERS: Readonly<Record<string, Modify>> = {
  MatrixSelector: withRange,
  SubqueryExpr: withSubquery,
  OffsetExpr: withOffset,
  StepInvariantExpr: withAt,
};

/**
 * Applies a range, subquery range, `offset` or `@` node to what stands before it. The grammar reads `a - b offset 5m` as
 * `(a - b) offset 5m`; in PromQL these bind tighter than every operator, so the rightmost operand takes them.
 */
export function applyModifier(
  query: string,
  node: SyntaxNode,
  before: Expr,
): Expr {
  switch (before.kind) {
    case 'binary':
      return { ...before, right: applyModifier(query, node, before.right) };
    case 'unary':
      return { ...before, expr: applyModifier(query, node, before.expr) };
    default:
      return MODIFIERS[node.name](query, node, before);
  }
}

function withRange(query: string, node: SyntaxNode, operand: Expr): Expr {
  const end = node.firstChild!.to;
  if (operand.kind !== 'selector') {
    throw parseError(query, end, 'ranges only allowed for vector selectors');
  }
  const { offsetMs, at } = operand.shift;
  if (offsetMs !== 0 || at) {
    const modifier = at ? '@' : 'offset';
    throw parseError(
      query,
      end,
      `no ${modifier} modifiers allowed before range`,
    );
  }
  return {
    kind: 'matrix',
    from: operand.from,
    selector: operand,
    rangeMs: positiveDuration(query, node.lastChild!),
  };
}

function withSubquery(query: string, node: SyntaxNode, operand: Expr): Expr {
  const [range, step] = node.getChildren(
    'NumberDurationLiteralInDurationContext',
  );
  return {
    kind: 'subquery',
    from: operand.from,
    expr: operand,
    rangeMs: positiveDuration(query, range),
    stepMs: step && positiveDuration(query, step),
    shift: { offsetMs: 0 },
  };
}

/** The value of a number node; the grammar also takes durations for numbers, Prometheus 2.42 does not. */
export function numberValue(query: string, node: SyntaxNode): number {
  const text = query.slice(node.from, node.to);
  const value = parseNumber(text);
  if (value === undefined) {
    const kind = parseDuration(text) === undefined ? '' : 'duration ';
    throw parseError(query, node.from, `unexpected ${kind}"${text}"`);
  }
  return value;
}

function durationValue(query: string, node: SyntaxNode): number {
  const text = query.slice(node.from, node.to).replace(/\s+/g, '');
  const magnitude = parseDuration(text.replace(/^[+-]/, ''));
  if (magnitude === undefined) {
    throw parseError(query, node.from, 'missing unit character in duration');
  }
  return text.startsWith('-') ? -magnitude : magnitude;
}

function positiveDuration(query: string, node: SyntaxNode): number {
  const value = durationValue(query, node);
  if (value < 0) {
    throw parseError(query, node.from, 'missing unit character in duration');
  }
  if (value === 0) {
    throw parseError(query, node.from, 'duration must be greater than 0');
  }
  return value;
}

function shiftOf(
  query: string,
  expr: Expr,
  modifier: 'offset' | '@',
): TimeShift {
  if (expr.kind === 'matrix') {
    return expr.selector.shift;
  }
  if (expr.kind === 'selector' || expr.kind === 'subquery') {
    return expr.shift;
  }
  throw parseError(
    query,
    expr.from,
    `${modifier} modifier must be preceded by an instant vector selector or range vector selector or a subquery`,
  );
}

function withOffset(query: string, node: SyntaxNode, expr: Expr): Expr {
  const shift = shiftOf(query, expr, 'offset');
  if (shift.offsetMs !== 0) {
    throw parseError(query, expr.from, 'offset may not be set multiple times');
  }
  shift.offsetMs = durationValue(query, node.lastChild!);
  return expr;
}

function withAt(query: string, node: SyntaxNode, expr: Expr): Expr {
  const shift = shiftOf(query, expr, '@');
  if (shift.at) {
    throw parseError(
      query,
      expr.from,
      '@ <timestamp> may not be set multiple times',
    );
  }
  const preprocessor = node.getChild('AtModifierPreprocessors');
  let at: AtModifier;
  if (preprocessor) {
    at = preprocessor.getChild('Start') ? 'start' : 'end';
  } else {
    const seconds = numberValue(query, node.lastChild!);
    if (!Number.isFinite(seconds)) {
      throw parseError(
        query,
        node.lastChild!.from,
        'timestamp out of bounds for @ modifier',
      );
    }
    at = { ms: Math.round(seconds * 1000) };
  }
  shift.at = at;
  return expr;
}
