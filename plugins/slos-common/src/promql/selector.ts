import { SyntaxNode } from '@lezer/common';
import { PromqlError } from './problem';
import { quoteString, unquoteString } from './strings';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** A condition on one label; values are plain text, not quoted. */
export interface LabelMatcher {
  label: string;
  op: MatchOperator;
  value: string;
}

/** An instant vector selector in parts. */
export interface MetricSelector {
  metric?: string;
  matchers: LabelMatcher[];
}

const METRIC_NAME = '__name__';
const LEGACY_METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
/** Words of the language, and two that the grammar's tables take for such; a metric may be named so all the same. */
const RESERVED =
  /^(?:inf|nan|bool|ignoring|on|group_left|group_right|offset|constructor|__proto__)$/i;
const LEGACY_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Reads a `VectorSelector` node. A metric named in braces (`{"http.requests"}`
 * or `{__name__="x"}`) is the same as one before them.
 *
 * @throws PromqlError when a string cannot be read or the metric is named twice
 */
export function readSelector(query: string, node: SyntaxNode): MetricSelector {
  const names: string[] = [];
  const matchers: LabelMatcher[] = [];
  const identifier = node.getChild('Identifier');
  if (identifier) names.push(textOf(query, identifier));
  const list = node.getChild('LabelMatchers');
  for (let item = list?.firstChild; item; item = item.nextSibling) {
    if (item.name === 'QuotedLabelName') {
      names.push(unquoteString(textOf(query, item)));
    } else if (item.name.endsWith('Matcher')) {
      const matcher = readMatcher(query, item);
      const isName = matcher.label === METRIC_NAME && matcher.op === '=';
      if (isName) names.push(matcher.value);
      else matchers.push(matcher);
    }
  }
  if (names.length > 1) {
    throw new PromqlError(
      `The metric is named more than once: ${names.join(', ')}`,
    );
  }
  return { ...(names.length ? { metric: names[0] } : {}), matchers };
}

function readMatcher(query: string, node: SyntaxNode): LabelMatcher {
  const name = node.firstChild;
  const op = node.getChild('MatchOp');
  const value = node.getChild('StringLiteral');
  if (!name || !op || !value) {
    throw new PromqlError(`Not a label matcher: ${textOf(query, node)}`);
  }
  const label = textOf(query, name);
  return {
    label: name.name === 'LabelName' ? label : unquoteString(label),
    op: textOf(query, op) as MatchOperator,
    value: unquoteString(textOf(query, value)),
  };
}

function textOf(query: string, { from, to }: SyntaxNode): string {
  return query.slice(from, to);
}

/**
 * Whether a matcher lets a series without the label pass; a selector of nothing
 * but such matchers is refused by Prometheus.
 */
export function matchesEmpty({ op, value }: LabelMatcher): boolean {
  if (op === '=') return value === '';
  if (op === '!=') return value !== '';
  try {
    const matches = new RegExp(`^(?:${value})$`).test('');
    return op === '=~' ? matches : !matches;
  } catch {
    // RE2 knows flags that JavaScript does not; Prometheus decides on those.
    return false;
  }
}

/** The same selector always in the same form: matchers sorted, without repetitions. */
export function normaliseSelector(selector: MetricSelector): MetricSelector {
  const unique = new Map(
    selector.matchers.map(matcher => [renderMatcher(matcher), matcher]),
  );
  const matchers = [...unique.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, matcher]) => matcher);
  return { ...selector, matchers };
}

/** Writes a selector; every name and value is quoted as it needs to be. */
export function renderSelector({ metric, matchers }: MetricSelector): string {
  const parts = matchers.map(renderMatcher);
  if (metric === undefined) return `{${parts.join(',')}}`;
  if (RESERVED.test(metric)) {
    const name = renderMatcher({ label: METRIC_NAME, op: '=', value: metric });
    return `{${[name, ...parts].join(',')}}`;
  }
  if (LEGACY_METRIC.test(metric)) {
    return parts.length ? `${metric}{${parts.join(',')}}` : metric;
  }
  return `{${[quoteString(metric), ...parts].join(',')}}`;
}

/** Writes one matcher: `service="a \"b\""`. */
export function renderMatcher({ label, op, value }: LabelMatcher): string {
  return `${renderLabel(label)}${op}${quoteString(value)}`;
}

/** Writes a label name; names beyond the classic alphabet are quoted. */
export function renderLabel(label: string): string {
  return LEGACY_LABEL.test(label) ? label : quoteString(label);
}
