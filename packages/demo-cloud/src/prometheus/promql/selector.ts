import { SyntaxNode } from '@lezer/common';
import { LabelMatcher } from '../../world/seriesSource';
import { VectorSelector } from './ast';
import { parseError, PromqlError } from './errors';
import { unquote } from './literals';
import { toJavaScriptPattern, wholeText } from './regex';

/** A vector selector node as matchers; regular expressions are checked here and handed on as JavaScript patterns. */
export function convertSelector(
  query: string,
  node: SyntaxNode,
): VectorSelector {
  const matchers: LabelMatcher[] = [];
  const identifier = node.getChild('Identifier');
  const metric = identifier && query.slice(identifier.from, identifier.to);
  if (metric) {
    matchers.push({ name: '__name__', op: '=', value: metric });
  }
  const list = node.getChild('LabelMatchers');
  for (let child = list?.firstChild; child; child = child.nextSibling) {
    const matcher = convertMatcher(query, child);
    if (matcher.name === '__name__' && matcher.op === '=' && metric) {
      throw parseError(
        query,
        node.from,
        `metric name must not be set twice: "${metric}" or "${matcher.value}"`,
      );
    }
    matchers.push(matcher);
  }
  if (matchers.every(matchesEmpty)) {
    throw parseError(
      query,
      node.from,
      'vector selector must contain at least one non-empty matcher',
    );
  }
  return {
    kind: 'selector',
    from: node.from,
    matchers,
    shift: { offsetMs: 0 },
  };
}

/** The names in a parenthesised label list such as that of `by (service, le)`. */
export function labelNames(
  query: string,
  list: SyntaxNode | null | undefined,
): string[] {
  const names: string[] = [];
  for (let child = list?.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'LabelName') {
      throw parseError(
        query,
        child.from,
        `unexpected string ${JSON.stringify(
          query.slice(child.from, child.to),
        )} in grouping opts, expected label`,
      );
    }
    names.push(query.slice(child.from, child.to));
  }
  return names;
}

function convertMatcher(query: string, node: SyntaxNode): LabelMatcher {
  const label = node.getChild('LabelName');
  if (!label) {
    throw parseError(
      query,
      node.from,
      `unexpected string ${JSON.stringify(
        query.slice(node.from, node.firstChild?.to ?? node.to),
      )} in label matching, expected identifier or "}"`,
    );
  }
  const name = query.slice(label.from, label.to);
  const operator = node.getChild('MatchOp')!;
  const op = query.slice(operator.from, operator.to) as LabelMatcher['op'];
  const literal = node.getChild('StringLiteral')!;
  const value = unquote(query, literal.from, literal.to);
  if (op === '=' || op === '!=') {
    return { name, op, value };
  }
  try {
    return { name, op, value: toJavaScriptPattern(value) };
  } catch (error) {
    if (error instanceof PromqlError && error.errorType === 'bad_data') {
      throw parseError(query, label.from, error.message);
    }
    throw error;
  }
}

function matchesEmpty({ op, value }: LabelMatcher): boolean {
  switch (op) {
    case '=':
      return value === '';
    case '!=':
      return value !== '';
    default:
      return wholeText(value).test('') === (op === '=~');
  }
}
