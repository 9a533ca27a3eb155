import { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { Expr, VectorSelector } from './ast';
import { checkTypes } from './check';
import { parseError } from './errors';
import { unquote } from './literals';
import { convertExpression } from './tree';

/**
 * Reads a query with Prometheus' own grammar. Throws a {@link PromqlError}: `bad_data` for what is not PromQL of
 * Prometheus 2.42, `execution` for functions beyond this stand-in.
 */
export function parsePromql(query: string): Expr {
  const expr = parseTree(query);
  checkTypes(query, expr);
  return expr;
}

/** Reads a series selector, as the metadata requests take it. Throws as {@link parsePromql}. */
export function parseSelector(query: string): VectorSelector {
  const expr = parseTree(query);
  if (expr.kind !== 'selector') {
    const at = Math.max(0, query.search(/[^\w:\s]/));
    throw parseError(query, at, `unexpected "${query[at]}"`);
  }
  return expr;
}

function parseTree(query: string): Expr {
  const top = parser.parse(query).topNode;
  if (query.replace(/#.*/g, '').trim() === '') {
    throw parseError(query, 0, 'no expression found in input');
  }
  refuseSyntaxErrors(query, top);
  return convertExpression(query, top.firstChild!);
}

function refuseSyntaxErrors(query: string, top: SyntaxNode) {
  const errors: SyntaxNode[] = [];
  top.cursor().iterate(node => {
    if (node.name === 'StringLiteral') {
      // The grammar lets a string go on to the end of the input.
      unquote(query, node.from, node.to);
    } else if (node.type.isError) {
      errors.push(node.node);
    }
  });
  if (errors.length === 0) {
    return;
  }
  const [error] = errors;
  const call = /^[\s\S]*?([a-zA-Z_:][\w:]*)\s*$/.exec(
    query.slice(0, error.from),
  );
  if (query[error.from] === '(' && call) {
    throw parseError(
      query,
      error.from - call[0].length + call[0].lastIndexOf(call[1]),
      `unknown function with name "${call[1]}"`,
    );
  }
  const rest = query.slice(error.from);
  const skipped = rest.length - rest.trimStart().length;
  const token = /^(?:[a-zA-Z_:][\w:]*|[^\s])/.exec(rest.trimStart());
  if (!token) {
    throw parseError(query, query.length, 'unexpected end of input');
  }
  const kind = /^[a-zA-Z_:]/.test(token[0]) ? 'identifier ' : '';
  throw parseError(
    query,
    error.from + skipped,
    `unexpected ${kind}"${token[0]}"`,
  );
}
