import { PromqlError } from '../prometheus/promql/errors';
import { toJavaScriptPattern, wholeText } from '../prometheus/promql/regex';

/** A condition on one label, as silences and filters have it. */
export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

const MATCHER =
  /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*([\s\S]*?)\s*$/;

/** A matcher that cannot be read, with the words of Alertmanager. */
export class MatcherError extends Error {}

/** Reads the text form (`name="value"`, the quotes may be left out), with the rules of Alertmanager 0.25. */
export function parseMatcher(text: string): Matcher {
  const match = MATCHER.exec(text);
  if (!match) {
    throw new MatcherError(`bad matcher format: ${text}`);
  }
  const [, name, operator, raw] = match;
  const matcher = {
    name,
    value: unquote(raw),
    isRegex: operator.endsWith('~'),
    isEqual: !operator.startsWith('!'),
  };
  compileMatcher(matcher);
  return matcher;
}

/** A test for label sets; a missing label counts as empty. Throws {@link MatcherError} for a bad regular expression. */
export function compileMatcher({
  name,
  value,
  isRegex,
  isEqual,
}: Matcher): (labels: Record<string, string>) => boolean {
  if (!isRegex) {
    return labels => ((labels[name] ?? '') === value) === isEqual;
  }
  const pattern = wholePattern(value);
  return labels => pattern.test(labels[name] ?? '') === isEqual;
}

/** A regular expression that must match a whole text. Throws {@link MatcherError}. */
export function wholePattern(value: string): RegExp {
  try {
    return wholeText(toJavaScriptPattern(value));
  } catch (error) {
    if (error instanceof PromqlError) {
      throw new MatcherError(error.message);
    }
    throw error;
  }
}

/** Whether a label set satisfies all matchers. */
export function compileMatchers(
  matchers: readonly Matcher[],
): (labels: Record<string, string>) => boolean {
  const tests = matchers.map(compileMatcher);
  return labels => tests.every(test => test(labels));
}

/** Whether two matchers are the same condition. */
export function sameMatcher(a: Matcher, b: Matcher): boolean {
  return (
    a.name === b.name &&
    a.value === b.value &&
    a.isRegex === b.isRegex &&
    a.isEqual === b.isEqual
  );
}

function unquote(raw: string): string {
  const quoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  const body = quoted ? raw.slice(1, -1) : raw;
  if (/(?<!\\)(?:\\\\)*"/.test(body)) {
    throw new MatcherError(
      `matcher value contains unescaped double quote: ${raw}`,
    );
  }
  return body.replace(/\\(["n\\])/g, (_, escaped: string) =>
    escaped === 'n' ? '\n' : escaped,
  );
}
