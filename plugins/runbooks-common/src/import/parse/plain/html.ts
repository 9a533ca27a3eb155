import type { Html } from 'mdast';
import type { TextLines } from './lines';

/** How HTML blocks begin that end with a mark of their own (CommonMark 4.6, 1 to 5). */
const HTML_ENDS: [start: RegExp, end: RegExp][] = [
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
  [
    /^<(?:script|pre|style|textarea)(?=[\s>]|$)/i,
    /<\/(?:script|pre|style|textarea)>/i,
  ],
];

/**
 * Offset from which an HTML block that ends with a mark of its own is over; null
 * for one that ends at a blank line. Infinite when the mark never comes.
 */
export function htmlEnd(text: string, start: number): number | null {
  const head = text.slice(start, start + 20);
  const kind = HTML_ENDS.find(([begin]) => begin.test(head));
  if (!kind) return null;
  const end = kind[1].exec(text.slice(start));
  return end ? start + end.index + end[0].length : Infinity;
}

/** An HTML block and the index of the line after it. */
export interface HtmlReading {
  node: Html;
  next: number;
}

/** Reads an HTML block that ends with a mark of its own, such as a comment. */
export function plainHtml(
  source: TextLines,
  index: number,
): HtmlReading | null {
  const start = source.offset(index);
  const over = htmlEnd(source.text, start);
  if (over === null) return null;
  let last = index;
  const { lines } = source;
  while (last < lines.length - 1 && source.offset(last + 1) < over) last += 1;
  return {
    node: {
      type: 'html',
      value: lines.slice(index, last + 1).join('\n'),
      position: source.position(index, 0, last),
    },
    next: last + 1,
  };
}
