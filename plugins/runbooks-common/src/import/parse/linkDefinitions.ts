/** Longest text of definitions that one chunk is given. */
const MAX_LENGTH = 16 * 1024;

function keyOf(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/g, ' ');
}

/**
 * Lines that look like link definitions (`[label]: address`). A definition serves
 * the whole document, so each chunk is given those that it may use.
 */
export class LinkDefinitions {
  readonly #lines = new Map<string, string>();

  constructor(text: string) {
    for (const match of text.matchAll(
      /^ {0,3}(\[([^\]\n]{1,200})\]:[ \t]*(?:\n[ \t]*)?\S.*)$/gm,
    )) {
      const key = keyOf(match[2]);
      // The first definition of a label counts.
      if (!this.#lines.has(key)) this.#lines.set(key, match[1]);
    }
  }

  /** The definitions of the labels that appear in a text. */
  usedBy(text: string): string {
    if (this.#lines.size === 0) return '';
    const used = new Set<string>();
    let length = 0;
    for (const match of text.matchAll(/\[([^[\]\n]{1,200})\]/g)) {
      const line = this.#lines.get(keyOf(match[1]));
      if (line && !used.has(line) && length + line.length <= MAX_LENGTH) {
        used.add(line);
        length += line.length;
      }
    }
    return [...used].join('\n');
  }
}
