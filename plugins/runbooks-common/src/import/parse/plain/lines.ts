import type { Position } from 'unist';

/** The lines of a text with the place of each, all counted from 0. */
export class TextLines {
  readonly text: string;
  readonly lines: string[];
  readonly #offsets: number[] = [];

  constructor(text: string) {
    this.text = text;
    this.lines = text.split('\n');
    let offset = 0;
    for (const line of this.lines) {
      this.#offsets.push(offset);
      offset += line.length + 1;
    }
  }

  /** Number of characters before a line. */
  offset(index: number): number {
    return this.#offsets[index] ?? this.text.length;
  }

  /** Text of the lines from `from` up to, but without, `to`; with line breaks. */
  slice(from: number, to: number): string {
    return this.text.slice(this.offset(from), this.offset(to));
  }

  /** Position of what begins in a column of one line and ends with another line. */
  position(from: number, column: number, last: number): Position {
    const { length } = this.lines[last];
    return {
      start: {
        line: from + 1,
        column: column + 1,
        offset: this.offset(from) + column,
      },
      end: {
        line: last + 1,
        column: length + 1,
        offset: this.offset(last) + length,
      },
    };
  }
}

/** True for a line of nothing but spaces and tabs. */
export function isBlank(line: string): boolean {
  return line === '' || /^[ \t]*$/.test(line);
}

/** Number of leading spaces; -1 when a tab takes part in the indentation. */
export function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  return line.charCodeAt(indent) === 9 ? -1 : indent;
}

const NUMBER = /\d{1,9}[.)](?:[ \t]|$)/y;
const LINK_START = /\[[A-Za-z0-9][^\\[\]`<\n]*\]\([^\s<>()\\]*\)/y;
const MARKED_START =
  /["'(),./;?@$%&{}\\^!\u0080-\uFEFE\uFF00-\uFFFF]|\*{1,2}[^\s*]|_{1,2}[^\s_]|`{1,2}[^`]|~{1,2}[^~]/y;

/**
 * True when a line, from a column on, can only be text of a paragraph: it begins
 * no heading, list, fence, quotation, table, HTML, definition, underline or
 * thematic break. Of lines that begin with a bracket only links count.
 */
export function startsPlain(line: string, column: number): boolean {
  const code = line.charCodeAt(column);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return true;
  if (code >= 48 && code <= 57) {
    NUMBER.lastIndex = column;
    return !NUMBER.test(line);
  }
  const pattern = code === 91 ? LINK_START : MARKED_START;
  pattern.lastIndex = column;
  return pattern.test(line);
}

/** True when a line ends in a blank, which may be a hard break. */
export function endsBlank(line: string): boolean {
  const code = line.charCodeAt(line.length - 1);
  return code === 32 || code === 9;
}
