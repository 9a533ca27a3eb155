import type { List, Node, Parent, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { ProblemList } from '../problems';
import { splitChunks, type Chunk } from './chunks';
import { LinkDefinitions } from './linkDefinitions';

/** Documents up to this length are parsed in one piece. */
const CHUNK_SIZE = 4 * 1024;
/** Longest list or quotation without boundary that is parsed in one piece. */
const MAX_CONTAINER = 32 * 1024;

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();

function isParent(node: Node): node is Parent {
  return 'children' in node;
}

function shiftPositions(root: Parent, lines: number, offset: number): void {
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

const HTML_ENDS: [start: RegExp, end: string][] = [
  [/^<!--/, '-->'],
  [/^<\?/, '?>'],
  [/^<!\[CDATA\[/, ']]>'],
  [/^<![a-z]/i, '>'],
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, '</'],
];

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
function isOpen(
  last: RootContent,
  { text, forced }: Chunk,
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
    const kind = HTML_ENDS.find(([begin]) => begin.test(source.trimStart()));
    return kind ? !source.includes(kind[1]) : !endsBlank;
  }
  if (last.type !== 'code') return false;
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(source)?.[1];
  if (!fence) return false;
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

function append(root: Root, part: Root, text: string): void {
  const last = root.children.at(-1);
  const [first] = part.children;
  let added = part.children;
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
    added = part.children.slice(1);
  }
  for (const node of added) root.children.push(node);
}

function parseChunk(chunk: Chunk, definitions: LinkDefinitions | null): Root {
  const used = definitions?.usedBy(chunk.text) ?? '';
  const root = markdown.parse(used ? `${chunk.text}\n\n${used}\n` : chunk.text);
  root.children = root.children.filter(
    node => (node.position?.start.offset ?? 0) < chunk.text.length,
  );
  return root;
}

/**
 * Parses Markdown (CommonMark, GFM) into an mdast tree whose positions are those
 * of the whole text.
 */
export function parseMarkdown(
  text: string,
  problems: ProblemList,
  chunkSize: number = CHUNK_SIZE,
): Root {
  const chunks = splitChunks(text, chunkSize);
  const definitions = chunks.length > 1 ? new LinkDefinitions(text) : null;
  const root: Root = { type: 'root', children: [] };
  let index = 0;
  while (index < chunks.length) {
    let count = 1;
    let chunk = chunks[index];
    let part = parseChunk(chunk, definitions);
    // An open fence or HTML block goes on: read twice as much until it ends.
    while (index + count < chunks.length) {
      const block = part.children.at(-1);
      const next = chunks[index + count].text;
      if (!block || !isOpen(block, chunk, next)) break;
      count = Math.min(count * 2, chunks.length - index);
      chunk = joinChunks(chunks.slice(index, index + count));
      part = parseChunk(chunk, definitions);
    }
    const last = part.children.at(-1);
    // What is left of a table reads as text, which changes nothing.
    if (chunk.forced && last && last.type !== 'table') {
      problems.add(
        'warning',
        'block-too-long',
        chunk.lineBase + 1,
        'A block without blank lines is too long to be read as one; it was cut.',
      );
    }
    shiftPositions(part, chunk.lineBase, chunk.offsetBase);
    append(root, part, text);
    index += count;
  }
  return root;
}
