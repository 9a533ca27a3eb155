import type { ProblemList } from '../problems';
import { repairMojibake } from './mojibake';

/** Longest document that is read unless the caller says otherwise: 2 MiB. */
export const DEFAULT_MAX_BYTES = 2 * 1024 * 1024;

/** Share of control and replacement characters above which text is no text. */
const BINARY_SHARE = 0.05;

function decodeBytes(bytes: Uint8Array, problems: ProblemList): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    problems.add(
      'warning',
      'not-utf8',
      1,
      'The document is not UTF-8 and was read as Windows-1252; save it as UTF-8.',
    );
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function isControl(code: number): boolean {
  const isWhitespace = code === 9 || code === 10 || code === 12 || code === 13;
  // ESC appears in terminal output that people paste into runbooks.
  return (code < 32 && !isWhitespace && code !== 27) || code === 0xfffd;
}

function looksBinary(text: string): boolean {
  let controls = 0;
  for (let index = 0; index < text.length; index++) {
    if (isControl(text.charCodeAt(index))) controls += 1;
  }
  return controls > 8 && controls > text.length * BINARY_SHARE;
}

/**
 * Turns what was read from a source into text with `\n` line breaks and without
 * byte order mark, or into `null` with a problem when it is no readable text.
 * Every line keeps its number.
 */
export function readText(
  input: string | Uint8Array,
  maxBytes: number,
  problems: ProblemList,
): string | null {
  const bytes =
    typeof input === 'string'
      ? new TextEncoder().encode(input).length
      : input.length;
  if (bytes > maxBytes) {
    problems.add(
      'error',
      'document-too-large',
      1,
      `The document has ${bytes} bytes, more than the ${maxBytes} that are read; split it.`,
    );
    return null;
  }
  const decoded =
    typeof input === 'string' ? input : decodeBytes(input, problems);
  if (looksBinary(decoded)) {
    problems.add(
      'error',
      'binary-content',
      1,
      'The document is binary data, not Markdown; point at a text file.',
    );
    return null;
  }
  const lines = decoded.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const repair = repairMojibake(lines);
  if (repair.repaired > 0) {
    problems.add(
      'info',
      'mojibake-repaired',
      repair.line,
      `${repair.repaired} doubly encoded UTF-8 passages were repaired; save the document as UTF-8.`,
    );
  }
  return repair.text;
}
