import type { List, Node, Parent, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { ProblemList } from '../problems';
import { splitChunks, type Chunk } from './chunks';
import { htmlEnd } from './plain/html';
import type { LinkDefinitions } from './linkDefinitions';

/** Texts up to this length are parsed in one piece. */
export const CHUNK_SIZE = 4 * 1024;
/** Longest list or quotation without boundary that is parsed in one piece. */
const MAX_CONTAINER = 32 * 1024;

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();

function isParent(node: Node): node is Parent {
  return 'children' in node;
}

export function shiftPositions(
  root: Parent,
  lines: number,
  offset: number,
): void {
  if (lines === 0 && offset === 0) return;
  const pending: Node[] = [...root.children];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.position) {
      for (const point of [node.position.start, node.position.end]) {
        point.line += lines;
        point.offset = (point.offset ?? 0) + offset;
      }
    }
    if (isParent(node)) for (const child of node.children) pending.push(child);
  }
}

/** Blocks whose last paragraph would swallow a numbered line. */
const LAZY: ReadonlySet<string> = new Set([
  'blockquote',
  'footnoteDefinition',
  'paragraph',
]);

/** Blocks that may hold an open fence of their own. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'blockquote',
  'footnoteDefinition',
  'list',
]);

/**
 * True when the last block of a chunk would go on into the next chunk, which
 * begins with `next`.
 */
export function isOpen(
  last: RootContent,
  { text, forced }: Pick<Chunk, 'text' | 'forced'>,
  next: string,
): boolean {
  const start = last.position?.start.offset ?? 0;
  const end = last.position?.end.offset ?? 0;
  if (text.slice(end).trim() !== '') return false;
  const source = text.slice(start, end);
  const endsBlank = /\n[ \t]*\n$/.test(text);
  if (forced && CONTAINERS.has(last.type)) return text.length < MAX_CONTAINER;
  if (LAZY.has(last.type)) {
    return !endsBlank && !forced && /^\d/.test(next);
  }
  if (last.type === 'html') {
    const over = htmlEnd(source.trimStart(), 0);
    return over === null ? !endsBlank : over === Infinity;
  }
  if (last.type !== 'code') return false;
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(source)?.[1];
  // The tokenizer does not let every list follow indented code.
  if (!fence) return /^[\d*+-]/.test(next);
  const closing = source.slice(source.lastIndexOf('\n') + 1).trim();
  const closed =
    source.includes('\n') &&
    closing.length >= fence.length &&
    closing === fence[0].repeat(closing.length);
  return !closed;
}

function joinChunks(chunks: Chunk[]): Chunk {
  return {
    ...chunks[0],
    text: chunks.map(chunk => chunk.text).join(''),
    forced: chunks[chunks.length - 1].forced,
  };
}

function sameList(a: List, b: List, text: string): boolean {
  const marker = (list: List) => {
    const start = list.position?.start.offset ?? 0;
    return /[-*+.)]/.exec(text.slice(start, start + 12))?.[0];
  };
  return a.ordered === b.ordered && marker(a) === marker(b);
}

/** Adds blocks to a tree; a list that goes on is one list. */
export function append(root: Root, blocks: RootContent[], text: string): void {
  const last = root.children.at(-1);
  const [first] = blocks;
  let added = blocks;
  if (
    last?.type === 'list' &&
    first?.type === 'list' &&
    first.position?.start.column === 1 &&
    last.position?.start.column === 1 &&
    sameList(last, first, text)
  ) {
    for (const item of first.children) last.children.push(item);
    if (last.position && first.position) {
      last.position.end = first.position.end;
    }
    added = blocks.slice(1);
  }
  for (const node of added) root.children.push(node);
}

/** Parses a text in one piece, with the definitions that it uses. */
export function parsePiece(
  text: string,
  definitions: LinkDefinitions | null,
): Root {
  const used = definitions?.usedBy(text) ?? '';
  if (!used) return markdown.parse(text);
  // In front, since an open fence at the end would swallow them; the break keeps a
  // footnote from going on in the text.
  const prefix = `${used}\n\n***\n\n`;
  const root = markdown.parse(prefix + text);
  root.children = root.children.filter(
    node => (node.position?.start.offset ?? 0) >= prefix.length,
  );
  shiftPositions(root, 1 - prefix.split('\n').length, -prefix.length);
  return root;
}

/**
 * Parses Markdown with the tokenizer, in chunks if it is long, into an mdast tree
 * whose positions are those of the text. `lineBase` is the number of lines before
 * it in the document, for messages.
 */
export function parseChunks(
  text: string,
  lineBase: number,
  definitions: LinkDefinitions | null,
  problems: ProblemList,
  chunkSize: number,
): Root {
  const chunks = splitChunks(text, chunkSize);
  const root: Root = { type: 'root', children: [] };
  let index = 0;
  while (index < chunks.length) {
    let count = 1;
    let chunk = chunks[index];
    let part = parsePiece(chunk.text, definitions);
    // An open fence or HTML block goes on: read twice as much until it ends.
    while (index + count < chunks.length) {
      const block = part.children.at(-1);
      const next = chunks[index + count].text;
      if (!block || !isOpen(block, chunk, next)) break;
      count = Math.min(count * 2, chunks.length - index);
      chunk = joinChunks(chunks.slice(index, index + count));
      part = parsePiece(chunk.text, definitions);
    }
    const last = part.children.at(-1);
    // What is left of a table reads as text, which changes nothing.
    if (chunk.forced && last && last.type !== 'table') {
      problems.add(
        'warning',
        'block-too-long',
        lineBase + chunk.lineBase + 1,
        'A block without blank lines is too long to be read as one; it was cut.',
      );
    }
    shiftPositions(part, chunk.lineBase, chunk.offsetBase);
    append(root, part.children, text);
    index += count;
  }
  return root;
}
