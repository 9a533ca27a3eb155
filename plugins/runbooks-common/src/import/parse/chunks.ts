/** A run of whole lines that can be parsed on its own. */
export interface Chunk {
  text: string;
  /** Number of lines before the chunk. */
  lineBase: number;
  /** Number of characters before the chunk. */
  offsetBase: number;
  /** True when nothing but the size limit ended the chunk. */
  forced: boolean;
}

const STARTS_BLOCK = /^(?:#{1,6}(?:[ \t]|$)|[-*+][ \t]+\S|\d{1,9}[.)][ \t]+\S)/;
/** A block without boundary is cut when it is this many times as long as a chunk. */
const FORCED_FACTOR = 2;

/**
 * True where a new top-level block may begin: at an unindented line after a blank
 * one, at a heading and at an item of an unindented list. An open fence or HTML
 * block goes on all the same; whoever parses the chunks has to look.
 */
function isBoundary(previous: string, line: string): boolean {
  if (line === '' || line[0] === ' ' || line[0] === '\t') return false;
  return previous.trim() === '' || STARTS_BLOCK.test(line);
}

/**
 * Cuts text into chunks of about `size` characters at top-level boundaries. The
 * Markdown parser takes time that grows faster than the document; chunks keep it
 * linear.
 */
export function splitChunks(text: string, size: number): Chunk[] {
  const lines = text.split('\n');
  const chunks: Chunk[] = [];
  let start = 0;
  let startOffset = 0;
  let offset = 0;
  for (let index = 0; index < lines.length; index++) {
    const length = offset - startOffset;
    if (length >= size) {
      const natural = isBoundary(lines[index - 1], lines[index]);
      const forced = !natural && length >= size * FORCED_FACTOR;
      if (natural || forced) {
        chunks.push({
          text: text.slice(startOffset, offset),
          lineBase: start,
          offsetBase: startOffset,
          forced,
        });
        start = index;
        startOffset = offset;
      }
    }
    offset += lines[index].length + 1;
  }
  chunks.push({
    text: text.slice(startOffset),
    lineBase: start,
    offsetBase: startOffset,
    forced: false,
  });
  return chunks;
}
