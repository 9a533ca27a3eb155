import { LabelMatcher } from '../../world/seriesSource';

/** The four types of a PromQL expression. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** The `@` modifier: a fixed instant (ms since the epoch), or the first or last instant of the query. */
export type AtModifier = { ms: number } | 'start' | 'end';

/** When a selector or subquery looks, relative to the instant of evaluation. */
export interface TimeShift {
  /** `offset`, in milliseconds; positive looks into the past. */
  offsetMs: number;
  at?: AtModifier;
}

interface Node {
  /** Offset of the expression in the query text, for error messages. */
  from: number;
}

export interface NumberLiteral extends Node {
  kind: 'number';
  value: number;
}

export interface StringLiteral extends Node {
  kind: 'string';
  value: string;
}

export interface VectorSelector extends Node {
  kind: 'selector';
  matchers: LabelMatcher[];
  shift: TimeShift;
}

export interface MatrixSelector extends Node {
  kind: 'matrix';
  selector: VectorSelector;
  rangeMs: number;
}

export interface Subquery extends Node {
  kind: 'subquery';
  expr: Expr;
  rangeMs: number;
  /** Undefined stands for the default, the rules' evaluation interval. */
  stepMs?: number;
  shift: TimeShift;
}

export interface Call extends Node {
  kind: 'call';
  name: string;
  args: Expr[];
}

export interface Aggregation extends Node {
  kind: 'aggregation';
  op: string;
  expr: Expr;
  param?: Expr;
  /** `by` and `without`; an aggregation without either groups `by` no label. */
  grouping: { labels: string[]; without: boolean };
}

/** How the elements of two vectors are paired. */
export interface VectorMatching {
  /** True for `on`, false for `ignoring` (the default, of no label). */
  on: boolean;
  labels: string[];
  /** Which side may have several elements for one match. */
  many: 'none' | 'left' | 'right';
  /** Labels copied from the "one" side. */
  include: string[];
}

export interface Binary extends Node {
  kind: 'binary';
  op: string;
  /** Offset of the operator. */
  opFrom: number;
  left: Expr;
  right: Expr;
  /** The `bool` modifier: answer 0 or 1 instead of filtering. */
  bool: boolean;
  matching?: VectorMatching;
}

export interface Unary extends Node {
  kind: 'unary';
  op: '+' | '-';
  expr: Expr;
}

export interface Paren extends Node {
  kind: 'paren';
  expr: Expr;
}

/** What a query means, free of the parser's tree. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren;

export const COMPARISONS: ReadonlySet<string> = new Set([
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
]);

export const SET_OPERATORS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'unless',
]);

/** The expression inside any number of parentheses. */
export function unwrap(expr: Expr): Expr {
  return expr.kind === 'paren' ? unwrap(expr.expr) : expr;
}
