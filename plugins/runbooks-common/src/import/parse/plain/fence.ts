import type { Code } from 'mdast';
import { indentOf, isBlank, type TextLines } from './lines';

/** The line that opens a fence: its mark, and an info string without escapes. */
const OPENING =
  /^(`{3,}|~{3,})(?: ?([\w+#.-]+)(?: +([^\s`\\&](?:[^`\\&\t]*[^\s`\\&])?))?)?$/;

/** A fence and the index of the line after it. */
export interface FenceReading {
  node: Code;
  next: number;
}

const OPENS = /`{3,}[^`]*$|~{3}/y;

/** True when a line, from a column on, opens a fence of any kind. */
export function opensFence(line: string, column: number): boolean {
  OPENS.lastIndex = column;
  return OPENS.test(line);
}

function closes(line: string, mark: string): boolean {
  const text = line.trimEnd();
  const start = indentOf(text);
  if (start < 0 || start > 3 || text.length - start < mark.length) return false;
  for (let at = start; at < text.length; at++) {
    if (text[at] !== mark[0]) return false;
  }
  // Only spaces and tabs may follow.
  return isBlank(line.slice(text.length));
}

/**
 * Reads a closed fence whose content stands `container` columns to the right.
 * Null when there is none that can be read so.
 */
export function plainFence(
  source: TextLines,
  index: number,
  container: number,
): FenceReading | null {
  const { lines } = source;
  const column = indentOf(lines[index]);
  const opening = OPENING.exec(lines[index].slice(column));
  if (column < container || column > container + 3 || !opening) return null;
  const [, mark, lang, meta] = opening;
  const content: string[] = [];
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines[at];
    const indent = indentOf(line);
    const blank = isBlank(line);
    // Outside a container a tab stands for itself.
    if (indent < 0 && (column > 0 || blank)) return null;
    if (indent >= 0 && indent < container && !blank) return null;
    const inside = line.slice(Math.min(container, line.length));
    if (closes(inside, mark)) {
      const node: Code = {
        type: 'code',
        lang: lang ?? null,
        meta: meta ?? null,
        value: content.join('\n'),
        position: source.position(index, column, at),
      };
      return { node, next: at + 1 };
    }
    const strip = Math.min(column - container, Math.max(indent - container, 0));
    content.push(inside.slice(strip));
  }
  return null;
}
