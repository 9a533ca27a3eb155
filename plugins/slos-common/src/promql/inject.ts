import { parser } from '@prometheus-io/lezer-promql';
import { LabelMatcher, readSelector, renderMatcher } from './selector';
import { parseExpression } from './validate';

/**
 * Adds matchers to every selector of a query, at the places the syntax tree
 * gives; the rest of the text stays as it is. Matchers only ever narrow: one
 * that contradicts the query leaves nothing, it never widens. Matchers that are
 * there already are not repeated.
 *
 * @throws PromqlError when the query is not valid PromQL
 */
export function injectMatchers(
  query: string,
  matchers: readonly LabelMatcher[],
): string {
  parseExpression(query);
  const insertions: { at: number; text: string }[] = [];
  parser.parse(query).iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return true;
      const present = new Set(
        readSelector(query, node).matchers.map(renderMatcher),
      );
      const missing = matchers
        .map(renderMatcher)
        .filter(matcher => !present.has(matcher))
        .join(',');
      if (!missing) return false;
      const list = node.getChild('LabelMatchers');
      if (!list) {
        insertions.push({ at: node.to, text: `{${missing}}` });
      } else {
        // Right behind the opening brace: a trailing comma cannot disturb there.
        const separator = list.firstChild ? ',' : '';
        insertions.push({ at: list.from + 1, text: `${missing}${separator}` });
      }
      return false;
    },
  });
  return insertions.reduceRight(
    (text, { at, text: added }) => text.slice(0, at) + added + text.slice(at),
    query,
  );
}
