import { parseError } from './errors';

const SIMPLE_ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const CODE_ESCAPE =
  /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/;

/** The value of a PromQL string literal: Go's escapes inside single and double quotes, none inside back-quotes. */
export function unquote(query: string, from: number, to: number): string {
  const quote = query[from];
  if (to - from < 2 || query[to - 1] !== quote) {
    throw parseError(query, from, 'unterminated quoted string');
  }
  const body = query.slice(from + 1, to - 1);
  if (quote === '`') {
    return body;
  }
  let value = '';
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== '\\') {
      value += body[i];
      continue;
    }
    i++;
    const code = CODE_ESCAPE.exec(body.slice(i));
    if (body[i] === quote) {
      value += quote;
    } else if (code) {
      const octal = code[4];
      const hexadecimal = code[1] ?? code[2] ?? code[3];
      const point = octal ? parseInt(octal, 8) : parseInt(hexadecimal, 16);
      if (point > 0x10ffff) {
        throw parseError(
          query,
          from,
          'escape sequence is an invalid Unicode code point',
        );
      }
      value += String.fromCodePoint(point);
      i += code[0].length - 1;
    } else if (SIMPLE_ESCAPES[body[i]] !== undefined) {
      value += SIMPLE_ESCAPES[body[i]];
    } else {
      const name = body
        .charCodeAt(i)
        .toString(16)
        .toUpperCase()
        .padStart(4, '0');
      throw parseError(
        query,
        from,
        `unknown escape sequence U+${name} '${body[i]}'`,
      );
    }
  }
  return value;
}

/** The value of a PromQL number: decimal, hexadecimal, `Inf` or `NaN`, with an optional sign; undefined for a duration. */
export function parseNumber(text: string): number | undefined {
  const compact = text.replace(/\s+/g, '').toLowerCase();
  const sign = compact.startsWith('-') ? -1 : 1;
  const digits = compact.replace(/^[+-]/, '');
  if (digits === 'inf') {
    return sign * Infinity;
  }
  if (digits === 'nan') {
    return NaN;
  }
  if (/^0x[0-9a-f]+$/.test(digits)) {
    return sign * parseInt(digits, 16);
  }
  return /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(digits)
    ? sign * Number(digits)
    : undefined;
}
