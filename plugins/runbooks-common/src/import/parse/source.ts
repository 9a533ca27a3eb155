import type { Nodes } from 'mdast';

/** 1-based first line of a node. */
export function startLine(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** 1-based last line of a node. */
export function endLine(node: Nodes): number {
  return node.position?.end.line ?? startLine(node);
}

/** The lines of the text that nodes were read from, for quoting them as they stand. */
export class SourceText {
  readonly #lines: string[];

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** Markdown of a node without the indentation it has in common. */
  quote(node: Nodes): string {
    const lines = this.#lines.slice(startLine(node) - 1, endLine(node));
    const column = (node.position?.start.column ?? 1) - 1;
    return lines
      .map((line, index) => {
        const margin = line.slice(0, column);
        return index === 0 || margin.trim() === '' ? line.slice(column) : line;
      })
      .join('\n');
  }

  /** Line of the text, 1-based. */
  line(number: number): string {
    return this.#lines[number - 1] ?? '';
  }
}
