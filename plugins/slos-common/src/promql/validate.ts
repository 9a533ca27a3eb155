import { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { PromqlError, PromqlProblem, snippet } from './problem';
import { matchesEmpty, readSelector } from './selector';

/** Longest query that is looked at, in characters. */
export const MAX_QUERY_LENGTH = 10_000;

/** What an expression yields. */
type ValueType = 'instant vector' | 'range vector' | 'scalar' | 'string';

const RANGE_FUNCTIONS =
  /^(rate|irate|increase|delta|idelta|deriv|changes|resets|predict_linear|holt_winters|double_exponential_smoothing|\w+_over_time)$/;
const SCALAR_FUNCTIONS = /^(scalar|time|pi)$/;

/** The child nodes of a node without comments. */
export function expressionsIn(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'LineComment') children.push(child);
  }
  return children;
}

class TypeCheck {
  constructor(
    private readonly query: string,
    private readonly problems: PromqlProblem[],
  ) {}

  report({ from, to }: SyntaxNode, message: string): void {
    this.problems.push({
      from,
      to,
      message: `${message}: ${snippet(this.query, from, to)}`,
    });
  }

  typeOf(node: SyntaxNode): ValueType {
    switch (node.name) {
      case 'VectorSelector':
        this.checkSelector(node);
        return 'instant vector';
      case 'MatrixSelector':
        this.typeOf(expressionsIn(node)[0]);
        return 'range vector';
      case 'SubqueryExpr':
        this.operand(expressionsIn(node)[0], 'A subquery');
        return 'range vector';
      case 'StringLiteral':
        return 'string';
      case 'ParenExpr':
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return this.typeOf(expressionsIn(node)[0]);
      case 'UnaryExpr':
        return this.operand(expressionsIn(node)[1], 'A sign');
      case 'AggregateExpr':
        this.arguments(node, 'An aggregation');
        return 'instant vector';
      case 'BinaryExpr':
        return this.binary(node);
      case 'FunctionCall':
        return this.call(node);
      default:
        return 'scalar';
    }
  }

  private binary(node: SyntaxNode): ValueType {
    const children = expressionsIn(node);
    const left = this.operand(children[0], 'An operator');
    const right = this.operand(children[children.length - 1], 'An operator');
    return left === 'scalar' && right === 'scalar'
      ? 'scalar'
      : 'instant vector';
  }

  private call(node: SyntaxNode): ValueType {
    const identifier = expressionsIn(node)[0];
    const name = this.query.slice(identifier.from, identifier.to);
    if (RANGE_FUNCTIONS.test(name)) {
      const types = this.bodyOf(node).map(arg => this.typeOf(arg));
      if (!types.includes('range vector')) {
        this.report(node, `${name}() needs a range such as [5m]`);
      }
    } else {
      this.arguments(node, `${name}()`);
    }
    return SCALAR_FUNCTIONS.test(name) ? 'scalar' : 'instant vector';
  }

  private arguments(node: SyntaxNode, user: string): void {
    for (const argument of this.bodyOf(node)) {
      if (this.typeOf(argument) === 'range vector') {
        this.report(argument, `${user} cannot take a range vector`);
      }
    }
  }

  private operand(node: SyntaxNode, user: string): ValueType {
    const type = this.typeOf(node);
    if (type === 'range vector' || type === 'string') {
      this.report(node, `${user} cannot take a ${type}`);
    }
    return type;
  }

  private bodyOf(node: SyntaxNode): SyntaxNode[] {
    const body = node.getChild('FunctionCallBody');
    return body ? expressionsIn(body) : [];
  }

  private checkSelector(node: SyntaxNode): void {
    try {
      const { metric, matchers } = readSelector(this.query, node);
      if (metric === undefined && matchers.every(matchesEmpty)) {
        this.report(
          node,
          'The selector selects everything; give a metric name or a matcher',
        );
      }
    } catch (error) {
      this.report(node, (error as Error).message);
    }
  }
}

/**
 * Checks a query against the official grammar (`@prometheus-io/lezer-promql`)
 * and against what the grammar cannot say: range vectors where they belong and
 * nowhere else, and selectors that select something. An empty list means valid.
 */
export function validatePromql(query: string): PromqlProblem[] {
  if (query.length > MAX_QUERY_LENGTH) {
    return [
      {
        message: `The query is longer than ${MAX_QUERY_LENGTH} characters`,
        from: 0,
        to: query.length,
      },
    ];
  }
  if (query.split('\n').every(line => /^\s*(#|$)/.test(line))) {
    return [{ message: 'The query is empty', from: 0, to: query.length }];
  }
  const tree = parser.parse(query);
  const syntax = syntaxProblems(query, tree);
  if (syntax.length > 0) return syntax;

  const problems: PromqlProblem[] = [];
  const check = new TypeCheck(query, problems);
  const expression = expressionsIn(tree.topNode)[0];
  const type = check.typeOf(expression);
  if (type === 'range vector' || type === 'string') {
    check.report(expression, `The query yields a ${type}, which has no value`);
  }
  return problems;
}

/**
 * The expression at the root of a valid query.
 *
 * @throws PromqlError with the first problem
 */
export function parseExpression(query: string): SyntaxNode {
  const [problem] = validatePromql(query);
  if (problem) throw new PromqlError(problem.message, problem);
  return expressionsIn(parser.parse(query).topNode)[0];
}

function syntaxProblems(query: string, tree: Tree): PromqlProblem[] {
  const problems: PromqlProblem[] = [];
  tree.iterate({
    enter: node => {
      if (!node.type.isError) return true;
      const { from, to } = node;
      const text = snippet(query, from, to);
      problems.push({
        from,
        to,
        message: `The query is not valid PromQL at character ${from + 1}${
          text ? `, near "${text}"` : ''
        }${templateHint(query)}`,
      });
      return false;
    },
  });
  return problems;
}

function templateHint(query: string): string {
  return /\{\{|\$/.test(query)
    ? '; template variables are not known here, write a plain selector'
    : '';
}
