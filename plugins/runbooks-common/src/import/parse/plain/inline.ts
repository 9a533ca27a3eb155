import type { PhrasingContent, Text } from 'mdast';

/** Characters that mean nothing wherever they stand. */
const RUN = /[^\\`*_[\]!<&~@:]+/y;
/** A code span of single backticks on one line. */
const CODE = /`([^`\n]+)`(?!`)/y;
/** Emphasis that opens before a letter and closes before the end of a word. */
const STRONG =
  /\*\*((?=[A-Za-z0-9`])[^\\*_[\]!<&~@\n]*[A-Za-z0-9`])\*\*(?=[\s.,:;)]|$)/y;
const EMPHASIS =
  /\*((?=[A-Za-z0-9])[^\\*_[\]!<&~@\n`]*[A-Za-z0-9])\*(?=[\s.,:;)]|$)/y;
const LINK =
  /\[([A-Za-z0-9][^\\`*_[\]!<&~@:\n]*)\]\(([A-Za-z0-9/.#][A-Za-z0-9/:.#?=%+,-]*)\)/y;
const WORD = /[A-Za-z0-9]/;

function text(value: string): Text {
  return { type: 'text', value };
}

/** CommonMark: one space on each side of a code span goes, unless all is space. */
function codeValue(raw: string): string {
  const padded = raw.startsWith(' ') && raw.endsWith(' ') && raw.trim() !== '';
  return padded ? raw.slice(1, -1) : raw;
}

interface Span {
  node: PhrasingContent;
  end: number;
}

/** What a mark begins: text of its own, a span, or something for the tokenizer. */
type Mark = 'plain' | Span | null;

function emphasisAt(source: string, at: number): Mark {
  const before = source[at - 1] ?? ' ';
  const after = source[at + 1] ?? ' ';
  if (/\s/.test(before) && /\s/.test(after)) return 'plain';
  if (!/[\s(]/.test(before)) return null;
  STRONG.lastIndex = at;
  const strong = STRONG.exec(source);
  if (strong) {
    if (strong[1].startsWith('`') && before === '(') return null;
    const children = plainInline(strong[1]);
    return (
      children && { node: { type: 'strong', children }, end: STRONG.lastIndex }
    );
  }
  EMPHASIS.lastIndex = at;
  const match = EMPHASIS.exec(source);
  const children = match && plainInline(match[1]);
  return (
    children && {
      node: { type: 'emphasis', children },
      end: EMPHASIS.lastIndex,
    }
  );
}

function codeAt(source: string, at: number): Mark {
  CODE.lastIndex = at;
  const match = CODE.exec(source);
  if (!match) return null;
  return {
    node: { type: 'inlineCode', value: codeValue(match[1]) },
    end: CODE.lastIndex,
  };
}

function linkAt(source: string, at: number): Mark {
  LINK.lastIndex = at;
  const match = LINK.exec(source);
  const label = match && plainInline(match[1]);
  if (!match || !label) return null;
  return {
    node: { type: 'link', title: null, url: match[2], children: label },
    end: LINK.lastIndex,
  };
}

function isPlainUnderscore(source: string, at: number): boolean {
  let end = at;
  while (source[end] === '_') end += 1;
  let start = at;
  while (source[start - 1] === '_') start -= 1;
  return WORD.test(source[start - 1] ?? '') && WORD.test(source[end] ?? '');
}

function markAt(source: string, at: number): Mark {
  const next = source[at + 1] ?? '\n';
  const plain = (is: boolean): Mark => (is ? 'plain' : null);
  switch (source[at]) {
    case '\\':
      return plain(WORD.test(next));
    case '`':
      return codeAt(source, at);
    case '*':
      return emphasisAt(source, at);
    case '_':
      return plain(isPlainUnderscore(source, at));
    case '[':
      return linkAt(source, at);
    case '!':
      return plain(next !== '[');
    case '<':
      return plain(/[\s\d=]/.test(next));
    case '&':
      return plain(/[\s&]/.test(next));
    case '~':
      // One alone pairs with nothing.
      return plain(source.indexOf('~') === source.lastIndexOf('~'));
    case '@':
      return plain(!/[-.\w+]/.test(source[at - 1] ?? ' '));
    case ':':
      return plain(!source.startsWith('//', at + 1));
    default:
      return null;
  }
}

/**
 * Reads the inside of a paragraph, whose lines have no blanks at either end, when
 * it is text with at most simple code spans, emphasis and links. Null when it
 * takes the tokenizer to know. The nodes have no positions.
 */
export function plainInline(source: string): PhrasingContent[] | null {
  const nodes: PhrasingContent[] = [];
  let from = 0;
  let at = 0;
  const pushText = (to: number): boolean => {
    if (to === from) return true;
    const value = source.slice(from, to);
    nodes.push(text(value));
    return !/www\./i.test(value);
  };
  while (at < source.length) {
    RUN.lastIndex = at;
    if (RUN.test(source)) {
      at = RUN.lastIndex;
      continue;
    }
    const mark = markAt(source, at);
    if (mark === null) return null;
    if (mark === 'plain') {
      at += 1;
      continue;
    }
    if (!pushText(at)) return null;
    nodes.push(mark.node);
    at = mark.end;
    from = at;
  }
  return pushText(at) ? nodes : null;
}
