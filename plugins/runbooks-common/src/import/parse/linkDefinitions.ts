import type { Node, Root } from 'mdast';

/** Longest text of definitions that one piece is given. */
const MAX_LENGTH = 16 * 1024;

function keyOf(label: string): string {
  // As micromark compares labels: without case, whitespace as one space.
  return label
    .trim()
    .replace(/[\t\n\r ]+/g, ' ')
    .toLowerCase()
    .toUpperCase();
}

const LIKELY = /^[ \t>*+\-\d.)]*\[[^\]]{1,999}\]:/m;

/** True when a text may define a link or a footnote somewhere. */
export function mayDefine(text: string): boolean {
  return text.includes(']:') && LIKELY.test(text);
}

/**
 * Definitions of links and footnotes (`[label]: address`). A definition serves the
 * whole document, so each piece that is parsed is given those that it may use.
 */
export class LinkDefinitions {
  readonly #sources = new Map<string, string>();

  /** Collects the definitions of a tree that was parsed without any. */
  constructor(root: Root, text: string) {
    const visit = (node: Node) => {
      if (node.type === 'definition' || node.type === 'footnoteDefinition') {
        this.#add(node as Node & { label?: string | null }, text);
      }
      if ('children' in node) (node.children as Node[]).forEach(visit);
    };
    visit(root);
  }

  get size(): number {
    return this.#sources.size;
  }

  #add(node: Node & { label?: string | null }, text: string): void {
    const label = node.label ?? '';
    const isNote = node.type === 'footnoteDefinition';
    const key = keyOf(isNote ? `^${label}` : label);
    // The first definition of a label counts.
    if (this.#sources.has(key)) return;
    const { start, end } = node.position ?? {};
    const source = isNote
      ? `[^${label}]: x`
      : text.slice(start?.offset, end?.offset);
    this.#sources.set(key, source);
  }

  /** The definitions of the labels that appear in a text. */
  usedBy(text: string): string {
    if (this.#sources.size === 0) return '';
    const used = new Set<string>();
    let length = 0;
    for (const match of text.matchAll(/\[((?:\\.|[^[\]\\]){1,999})\]/gs)) {
      const source = this.#sources.get(keyOf(match[1]));
      if (source && !used.has(source) && length + source.length <= MAX_LENGTH) {
        used.add(source);
        length += source.length;
      }
    }
    return [...used].join('\n\n');
  }
}
