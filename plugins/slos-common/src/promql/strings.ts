import { PromqlError } from './problem';

/*
 * PromQL strings follow Go's rules: double and single quotes with backslash
 * escapes, backticks raw.
 */

const NAMED_ESCAPES: Record<string, number> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 0x5c,
  '"': 0x22,
  "'": 0x27,
};

/**
 * Writes any text as a double-quoted PromQL string.
 *
 * @throws PromqlError for half of a surrogate pair, which no label value can hold
 */
export function quoteString(value: string): string {
  let quoted = '"';
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) {
      throw new PromqlError('The text is not valid Unicode: half a character');
    }
    if (char === '"' || char === '\\') quoted += `\\${char}`;
    else if (char === '\n') quoted += '\\n';
    else if (code < 0x20 || code === 0x7f) {
      quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    } else quoted += char;
  }
  return `${quoted}"`;
}

const TOKENS =
  /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([abfnrtv\\"']))|\\|[^\\]+/g;

/**
 * Reads a PromQL string literal, quotes included.
 *
 * @throws PromqlError when an escape is not one of Go's or the bytes are no UTF-8
 */
export function unquoteString(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  const bytes: number[] = [];
  for (const token of inner.matchAll(TOKENS)) {
    const decoded = decodeToken(token);
    if (!decoded) {
      throw new PromqlError(
        `${literal} has an escape that PromQL does not know`,
      );
    }
    bytes.push(...decoded);
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    throw new PromqlError(`${literal} is not valid UTF-8`);
  }
}

/** The bytes that a run of text or one escape stands for. */
function decodeToken(match: RegExpMatchArray): Iterable<number> | undefined {
  const [token, hex, octal, short, long, named] = match;
  if (token === '\\') return undefined;
  if (named) return [NAMED_ESCAPES[named]];
  if (hex) return [parseInt(hex, 16)];
  if (octal) {
    const byte = parseInt(octal, 8);
    return byte > 255 ? undefined : [byte];
  }
  const escaped = short ?? long;
  if (!escaped) return new TextEncoder().encode(token);
  const point = parseInt(escaped, 16);
  const surrogate = point >= 0xd800 && point <= 0xdfff;
  return surrogate || point > 0x10ffff
    ? undefined
    : new TextEncoder().encode(String.fromCodePoint(point));
}

/** A regular expression (RE2, as PromQL uses) that matches exactly this text. */
export function escapeRegex(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
