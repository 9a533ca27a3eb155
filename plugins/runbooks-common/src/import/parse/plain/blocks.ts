import type { Heading, Paragraph, RootContent } from 'mdast';
import { opensFence, plainFence } from './fence';
import { endsBlank, isBlank, startsPlain, type TextLines } from './lines';
import { plainTable } from './table';
import { plainHtml } from './html';
import { markerAt, plainList, type InlineReader } from './list';

/** A block and the index of the line after it. */
export interface BlockReading {
  node: RootContent;
  next: number;
}

const HEADING = /^(#{1,6}) +(?=[^ \t#])/;
const BREAK = /^(?:-{3,}|\*{3,}|_{3,})$/;

/** The line of a heading without closing marks. */
function plainHeading(
  source: TextLines,
  index: number,
  inline: InlineReader,
): BlockReading | null {
  const line = source.lines[index];
  const match = HEADING.exec(line);
  if (!match || endsBlank(line) || line.endsWith('#')) return null;
  const node: Heading = {
    type: 'heading',
    depth: match[1].length as Heading['depth'],
    children: inline(line.slice(match[0].length), index, 'heading'),
    position: source.position(index, 0, index),
  };
  return { node, next: index + 1 };
}

/** True for a line that ends a paragraph without a blank line between. */
function interrupts(line: string): boolean {
  if (opensFence(line, 0) || /^#{1,6} /.test(line)) return true;
  const marker = markerAt(line, 0);
  if (!marker || (marker.number !== null && marker.number !== 1)) return false;
  // The rest could still make it an underline or a thematic break.
  return startsPlain(line, marker.content) || line[marker.content] === '[';
}

function plainParagraph(
  source: TextLines,
  index: number,
  inline: InlineReader,
): BlockReading | null {
  const { lines } = source;
  let end = index;
  while (end < lines.length && !isBlank(lines[end])) {
    const line = lines[end];
    if (!startsPlain(line, 0)) {
      if (end > index && interrupts(line)) break;
      return null;
    }
    if (endsBlank(line)) return null;
    end += 1;
  }
  const node: Paragraph = {
    type: 'paragraph',
    children: inline(lines.slice(index, end).join('\n'), index, 'paragraph'),
    position: source.position(index, 0, end - 1),
  };
  return { node, next: end };
}

/** True when a line may begin a block that `plainBlock` reads. */
export function mayBePlain(line: string): boolean {
  return (
    startsPlain(line, 0) ||
    line[0] === '|' ||
    line.startsWith('<!--') ||
    opensFence(line, 0) ||
    HEADING.test(line) ||
    BREAK.test(line) ||
    markerAt(line, 0) !== null
  );
}

/**
 * Reads the top-level block that begins on a line, provided that nothing is open
 * above it and the block is of plain shape; else null.
 */
export function plainBlock(
  source: TextLines,
  index: number,
  inline: InlineReader,
): BlockReading | null {
  const line = source.lines[index];
  if (line[0] === '#') return plainHeading(source, index, inline);
  if (BREAK.test(line)) {
    return {
      node: {
        type: 'thematicBreak',
        position: source.position(index, 0, index),
      },
      next: index + 1,
    };
  }
  if (line[0] === '|') return plainTable(source, index);
  if (line[0] === '<') return plainHtml(source, index);
  if (opensFence(line, 0)) return plainFence(source, index, 0);
  if (markerAt(line, 0)) return plainList(source, index, inline);
  return startsPlain(line, 0) ? plainParagraph(source, index, inline) : null;
}
