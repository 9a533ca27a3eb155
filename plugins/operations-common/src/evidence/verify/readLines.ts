/** A line of a file, without its end. */
export interface FileLine {
  /** 1-based. */
  number: number;
  bytes: Uint8Array;
  /** False when the file ends before the line does. */
  ended: boolean;
  /** True when the line is longer than allowed; its bytes are cut then. */
  tooLong: boolean;
}

const LINE_FEED = 0x0a;

/**
 * Splits bytes into lines at line feeds, a chunk at a time. After a line that is
 * longer than its limit nothing more is read.
 *
 * @param limitOf - longest allowed line, in bytes, by line number
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limitOf: (line: number) => number,
): AsyncIterable<FileLine> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    while (start < chunk.length) {
      const feed = chunk.indexOf(LINE_FEED, start);
      const end = feed < 0 ? chunk.length : feed;
      parts.push(chunk.subarray(start, end));
      length += end - start;
      if (length > limitOf(number)) {
        yield { number, bytes: parts[0], ended: false, tooLong: true };
        return;
      }
      if (feed < 0) break;
      yield { number, bytes: join(parts, length), ended: true, tooLong: false };
      number++;
      parts = [];
      length = 0;
      start = feed + 1;
    }
  }
  if (length > 0) {
    yield { number, bytes: join(parts, length), ended: false, tooLong: false };
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0];
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
