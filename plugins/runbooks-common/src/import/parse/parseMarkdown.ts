import type { List, Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import type { ProblemList } from '../problems';
import { LinkDefinitions, mayDefine } from './linkDefinitions';
import {
  CHUNK_SIZE,
  append,
  isOpen,
  parseChunks,
  parsePiece,
  shiftPositions,
} from './parseChunks';
import { mayBePlain, plainBlock } from './plain/blocks';
import { plainInline } from './plain/inline';
import { TextLines, isBlank } from './plain/lines';
import { markerAt } from './plain/list';

function markAt(line: string): string | undefined {
  return markerAt(line, 0)?.mark;
}

function markOf(list: List, text: string): string | undefined {
  return /[-*+.)]/.exec(text.slice(list.position?.start.offset ?? 0))?.[0];
}

/** A block that the piece leaves open ends with its last line, not below it. */
function clampEnds(part: Root, piece: string): void {
  const lines = piece.split('\n');
  const line = lines.length - 1;
  const column = lines[line - 1].length + 1;
  let node: Nodes | undefined = part.children.at(-1);
  while (node) {
    const end = node.position?.end;
    if (end && end.line > line) {
      Object.assign(end, { line, column, offset: piece.length - 1 });
    }
    node = 'children' in node ? node.children.at(-1) : undefined;
  }
}

class Parser {
  readonly #source: TextLines;
  readonly #definitions: LinkDefinitions | null;
  readonly #problems: ProblemList;
  readonly #chunkSize: number;

  constructor(
    source: TextLines,
    definitions: LinkDefinitions | null,
    problems: ProblemList,
    chunkSize: number,
  ) {
    this.#source = source;
    this.#definitions = definitions;
    this.#problems = problems;
    this.#chunkSize = chunkSize;
  }

  parse(): Root {
    const root: Root = { type: 'root', children: [] };
    const { lines, text } = this.#source;
    let index = 0;
    while (index < lines.length) {
      if (isBlank(lines[index])) {
        index += 1;
        continue;
      }
      const plain = plainBlock(this.#source, index, this.#inline);
      if (plain) {
        append(root, [plain.node], text);
        index = plain.next;
      } else {
        index = this.#tokenize(index, root);
      }
    }
    return root;
  }

  readonly #inline = (
    text: string,
    index: number,
    parent: 'paragraph' | 'heading',
  ): PhrasingContent[] => {
    const plain = plainInline(text.replace(/\n +/g, '\n'));
    if (plain) return plain;
    const piece = parent === 'heading' ? `# ${text}` : text;
    const part = parsePiece(piece, this.#definitions);
    shiftPositions(part, index, this.#source.offset(index));
    const [block] = part.children;
    return block && 'children' in block
      ? (block.children as PhrasingContent[])
      : [];
  };

  /**
   * Reads what begins on a line with the tokenizer, up to a line where it is sure
   * that another block begins. Answers the index of that line.
   */
  #tokenize(start: number, root: Root): number {
    const { lines, text } = this.#source;
    let end = this.#nextStart(start, start + 1);
    for (;;) {
      const piece = this.#source.slice(start, end);
      const part = parseChunks(
        piece,
        start,
        this.#definitions,
        this.#problems,
        this.#chunkSize,
      );
      if (end >= lines.length || this.#isClosed(part, piece, end)) {
        if (end < lines.length) clampEnds(part, piece);
        shiftPositions(part, start, this.#source.offset(start));
        append(root, part.children, text);
        return end;
      }
      end = this.#nextStart(start, end + (end - start));
    }
  }

  /** First line from `from` on where a block of plain shape may begin. */
  #nextStart(start: number, from: number): number {
    const { lines } = this.#source;
    const mark = markAt(lines[start]);
    for (let at = from; at < lines.length; at++) {
      const startsBlock = isBlank(lines[at - 1]) && mayBePlain(lines[at]);
      const startsItem = mark && markAt(lines[at]) === mark;
      if (startsBlock || startsItem) return at;
    }
    return lines.length;
  }

  #isClosed(part: Root, piece: string, end: number): boolean {
    const last: RootContent | undefined = part.children.at(-1);
    if (!last) return true;
    const next = this.#source.lines[end];
    const goesOn = last.type === 'list' && markOf(last, piece) === markAt(next);
    // Lists are joined where both begin in the first column.
    if (goesOn) return last.position?.start.column === 1;
    // Without a blank line only the next item of the same list is sure.
    if (!isBlank(this.#source.lines[end - 1])) return false;
    return !isOpen(last, { text: piece, forced: false }, next);
  }
}

/**
 * Parses Markdown (CommonMark, GFM) into an mdast tree whose block positions are
 * those of the text. Blocks of plain shape, which are most of any guide, are read
 * line by line; the tokenizer reads the rest, and the result is the same (see
 * `parseMarkdown.test.ts`), only sooner.
 */
export function parseMarkdown(
  markdown: string,
  problems: ProblemList,
  chunkSize: number = CHUNK_SIZE,
): Root {
  // As the tokenizer does.
  const text = markdown.replace(/\0/g, '\uFFFD');
  const source = new TextLines(text);
  const parse = (definitions: LinkDefinitions | null) =>
    new Parser(source, definitions, problems, chunkSize).parse();
  const root = parse(null);
  if (!mayDefine(text)) return root;
  const definitions = new LinkDefinitions(root, text);
  return definitions.size > 0 ? parse(definitions) : root;
}
