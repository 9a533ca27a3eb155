import { PromqlError, unsupported } from './errors';

/** Perl syntax that RE2 (and so Prometheus) refuses although JavaScript knows it. */
const NOT_RE2 = /\((\?(?:=|!|<=|<!))/;
/** RE2 syntax that JavaScript reads differently or not at all. */
const NOT_JAVASCRIPT = /\\[AzCQpP]|\[\[:|\(\?P?</;

/**
 * The JavaScript pattern with the meaning of an RE2 pattern, without anchors. Leading flags such as `(?i)` become a
 * group. Throws `bad_data` for what RE2 refuses and `execution` for what JavaScript cannot express.
 */
export function toJavaScriptPattern(re2: string): string {
  const perl = NOT_RE2.exec(re2);
  if (perl) {
    throw new PromqlError(
      'bad_data',
      `error parsing regexp: invalid or unsupported Perl syntax: \`(${perl[1]}\``,
    );
  }
  if (/\\[1-9]/.test(re2)) {
    throw new PromqlError(
      'bad_data',
      `error parsing regexp: invalid escape sequence: \`${
        /\\[1-9]/.exec(re2)![0]
      }\``,
    );
  }
  if (NOT_JAVASCRIPT.test(re2)) {
    throw unsupported(`the regular expression syntax of "${re2}"`);
  }
  const flags = /^\(\?([ims]+)\)/.exec(re2);
  const pattern = flags ? `(?${flags[1]}:${re2.slice(flags[0].length)})` : re2;
  try {
    RegExp(pattern);
  } catch (error) {
    throw new PromqlError(
      'bad_data',
      `error parsing regexp: ${describe(error, re2)}: \`^(?:${re2})$\``,
    );
  }
  return pattern;
}

/** A JavaScript pattern that must match the whole text, as every regular expression of PromQL and Alertmanager does. */
export function wholeText(javaScriptPattern: string): RegExp {
  return new RegExp(`^(?:${javaScriptPattern})$`);
}

function describe(error: unknown, re2: string): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/Unterminated group/.test(text)) {
    return 'missing closing )';
  }
  if (/Unmatched '\)'/.test(text)) {
    return 'unexpected )';
  }
  if (/Unterminated character class/.test(text)) {
    return 'missing closing ]';
  }
  if (/Nothing to repeat/.test(text)) {
    return 'missing argument to repetition operator';
  }
  return text.replace(`/${re2}/: `, '');
}
