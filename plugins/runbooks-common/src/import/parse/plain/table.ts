import type { AlignType, Table, TableRow } from 'mdast';
import { plainInline } from './inline';
import { isBlank, type TextLines } from './lines';

/** A table and the index of the line after it. */
export interface TableReading {
  node: Table;
  next: number;
}

const DELIMITER = /^\|(?: *:?-+:? *\|)+$/;

function alignOf(cell: string): AlignType {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left';
  return cell.endsWith(':') ? 'right' : null;
}

/** Cells of a row that begins and ends with a bar; null when it takes more to know. */
function cellsOf(line: string): string[] | null {
  if (line[0] !== '|' || !line.endsWith('|') || line.length < 3) return null;
  if (line.includes('\\') || line.includes('\t')) return null;
  return line
    .slice(1, -1)
    .split('|')
    .map(cell => cell.replace(/^ +| +$/g, ''));
}

function rowOf(
  source: TextLines,
  index: number,
  cells: string[],
): TableRow | null {
  const row: TableRow = {
    type: 'tableRow',
    children: [],
    position: source.position(index, 0, index),
  };
  for (const cell of cells) {
    const children = plainInline(cell);
    if (!children) return null;
    row.children.push({ type: 'tableCell', children });
  }
  return row;
}

/**
 * Reads a GFM table whose rows all have bars at both ends and as many cells as its
 * head; null when it is of another shape. Its cells have no positions.
 */
export function plainTable(
  source: TextLines,
  index: number,
): TableReading | null {
  const { lines } = source;
  if (!DELIMITER.test(lines[index + 1] ?? '')) return null;
  const align = cellsOf(lines[index + 1])?.map(alignOf) ?? [];
  const node: Table = { type: 'table', align, children: [] };
  let at = index;
  for (; at < lines.length && !isBlank(lines[at]); at++) {
    if (at === index + 1) continue;
    const cells = cellsOf(lines[at]);
    if (cells?.length !== align.length) return null;
    const row = rowOf(source, at, cells);
    if (!row) return null;
    node.children.push(row);
  }
  node.position = source.position(index, 0, at - 1);
  return { node, next: at };
}
