import type { BlockContent, List, ListItem, PhrasingContent } from 'mdast';
import { opensFence, plainFence } from './fence';
import {
  endsBlank,
  indentOf,
  isBlank,
  startsPlain,
  type TextLines,
} from './lines';

/** Reads the inside of a paragraph or heading that begins on a line. */
export type InlineReader = (
  text: string,
  index: number,
  parent: 'paragraph' | 'heading',
) => PhrasingContent[];

/** A list and the index of the line after it. */
export interface ListReading {
  node: List;
  next: number;
}

/** A list item that is open: what is indented enough belongs to it. */
interface Level {
  list: List;
  item: ListItem;
  /** Column of the marker. */
  column: number;
  /** `-`, `*`, `+`, `.` or `)`. */
  mark: string;
  /** Column of the content. */
  content: number;
}

interface Marker {
  mark: string;
  number: number | null;
  content: number;
}

interface OpenParagraph {
  item: ListItem;
  index: number;
  column: number;
  /** Column after the box of a task. */
  textColumn: number;
  lines: string[];
}

const MARKER = /(?:([-*+])|(\d{1,9})([.)])) {1,4}(?=[^ \t])/y;
const BOX = /\[([ xX])\] (?=[^ \t])/y;

/** The marker of an item that has content on its line. */
export function markerAt(line: string, column: number): Marker | null {
  MARKER.lastIndex = column;
  const match = MARKER.exec(line);
  return (
    match && {
      mark: match[1] ?? match[3],
      number: match[2] === undefined ? null : Number(match[2]),
      content: MARKER.lastIndex,
    }
  );
}

/** Ends lists and items with the last block in them. */
function close(list: List): void {
  for (const item of list.children) {
    const last = item.children[item.children.length - 1];
    if (last.type === 'list') close(last);
    if (item.position && last.position) item.position.end = last.position.end;
  }
  const end = list.children[list.children.length - 1].position?.end;
  if (list.position && end) list.position.end = end;
}

class ListReader {
  readonly #source: TextLines;
  readonly #inline: InlineReader;
  readonly #levels: Level[] = [];
  #paragraph: OpenParagraph | null = null;
  /** Line of the last item of the outermost list. */
  #lastItem = 0;

  constructor(source: TextLines, inline: InlineReader) {
    this.#source = source;
    this.#inline = inline;
  }

  read(start: number): ListReading | null {
    const { lines } = this.#source;
    let index = start;
    while (index < lines.length) {
      const line = lines[index];
      if (isBlank(line)) {
        this.#endParagraph();
        index += 1;
        continue;
      }
      const next = this.#readLine(line, index);
      if (next === null) return this.#withoutLastItem(index);
      if (next === index) break;
      index = next;
    }
    this.#endParagraph();
    const [root] = this.#levels;
    close(root.list);
    return { node: root.list, next: index };
  }

  /** What stands before the item that cannot be read. */
  #withoutLastItem(index: number): ListReading | null {
    const list = this.#levels[0]?.list;
    if (!list) return null;
    const startsItem =
      markerAt(this.#source.lines[index], 0)?.mark === this.#levels[0].mark;
    if (startsItem) this.#endParagraph();
    else list.children.pop();
    if (list.children.length === 0) return null;
    close(list);
    return { node: list, next: startsItem ? index : this.#lastItem };
  }

  /** Index of the line to go on with; the same one ends the list. */
  #readLine(line: string, index: number): number | null {
    const column = indentOf(line);
    if (column < 0 || endsBlank(line)) return null;
    const levels = this.#levels;
    let depth = levels.length;
    while (depth > 0 && levels[depth - 1].content > column) depth -= 1;
    const base = depth > 0 ? levels[depth - 1].content : 0;
    if (column > base + 3) return null;
    const marker = markerAt(line, column);
    if (marker) return this.#readItem(line, index, column, depth, marker);
    if (opensFence(line, column)) {
      if (depth === 0) return column === 0 ? index : null;
      return this.#readFence(index, depth);
    }
    if (depth === 0) {
      const endsList = !this.#paragraph || /^#{1,6} /.test(line);
      return column === 0 && endsList ? index : null;
    }
    return this.#readText(line, index, column, depth);
  }

  #readItem(
    line: string,
    index: number,
    column: number,
    depth: number,
    marker: Marker,
  ): number | null {
    const levels = this.#levels;
    const sibling = levels[depth];
    const isSibling = sibling?.mark === marker.mark;
    if (sibling && sibling.column !== column) return null;
    // A number other than 1 goes on with the paragraph above it.
    const interrupts = this.#paragraph !== null && !isSibling;
    if (interrupts && marker.number !== null && marker.number !== 1)
      return null;
    if (sibling && !isSibling && depth === 0) return index;
    BOX.lastIndex = marker.content;
    const box = BOX.exec(line);
    const textAt = box ? BOX.lastIndex : marker.content;
    if (!startsPlain(line, textAt) || opensFence(line, textAt)) return null;

    this.#endParagraph();
    const item: ListItem = {
      type: 'listItem',
      spread: false,
      checked: box ? box[1] !== ' ' : null,
      children: [],
      position: this.#source.position(index, column, index),
    };
    const list = isSibling
      ? sibling.list
      : this.#newList(index, column, marker);
    list.children.push(item);
    if (!isSibling && depth > 0) levels[depth - 1].item.children.push(list);
    if (depth === 0) this.#lastItem = index;
    levels.length = depth;
    levels.push({
      list,
      item,
      column,
      mark: marker.mark,
      content: marker.content,
    });
    this.#paragraph = {
      item,
      index,
      column: marker.content,
      textColumn: textAt,
      lines: [line.slice(textAt)],
    };
    return index + 1;
  }

  #newList(index: number, column: number, marker: Marker): List {
    return {
      type: 'list',
      ordered: marker.number !== null,
      start: marker.number,
      spread: false,
      children: [],
      position: this.#source.position(index, column, index),
    };
  }

  #readFence(index: number, depth: number): number | null {
    const level = this.#levels[depth - 1];
    const fence = plainFence(this.#source, index, level.content);
    if (!fence) return null;
    this.#append(depth, fence.node);
    return fence.next;
  }

  #readText(
    line: string,
    index: number,
    column: number,
    depth: number,
  ): number | null {
    if (!startsPlain(line, column)) return null;
    const open = this.#paragraph;
    if (open) {
      if (depth < this.#levels.length) return null;
      // The indentation counts where a code span goes over the line.
      open.lines.push(line.slice(this.#levels[depth - 1].content));
      return index + 1;
    }
    // Text below a fence, as text after a blank line, is a paragraph of its own.
    this.#append(depth);
    const { item } = this.#levels[depth - 1];
    this.#paragraph = {
      item,
      index,
      column,
      textColumn: column,
      lines: [line.slice(column)],
    };
    return index + 1;
  }

  /** Goes back to the item at a depth and adds a block to it. */
  #append(depth: number, block?: BlockContent): void {
    this.#endParagraph();
    this.#levels.length = depth;
    if (block) this.#levels[depth - 1].item.children.push(block);
  }

  #endParagraph(): void {
    const open = this.#paragraph;
    if (!open) return;
    this.#paragraph = null;
    const { item, index, lines } = open;
    const children = this.#inline(lines.join('\n'), index, 'paragraph');
    // The box goes from the text, and from the paragraph if it begins with text.
    const column = children[0]?.type === 'text' ? open.textColumn : open.column;
    const last = index + lines.length - 1;
    item.children.push({
      type: 'paragraph',
      children,
      position: this.#source.position(index, column, last),
    });
  }
}

/**
 * Reads a list of plain shape that begins in the first column of a line: items of
 * text, sub-lists, fences. It ends before the first item of another shape; null
 * when that is the first one.
 */
export function plainList(
  source: TextLines,
  index: number,
  inline: InlineReader,
): ListReading | null {
  return new ListReader(source, inline).read(index);
}
