import type { ProblemList } from '../problems';

/** Longest line that takes part in reading; the time per line may be quadratic. */
const MAX_LINE_LENGTH = 8_000;
/** Deepest nesting of quotes and lists that takes part in reading. */
const MAX_CONTAINERS = 20;
/** Widest indentation that takes part in reading. */
const MAX_INDENT = 160;

const CONTAINER = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;

function countContainers(line: string): number {
  CONTAINER.lastIndex = 0;
  let count = 0;
  while (count <= MAX_CONTAINERS && CONTAINER.test(line)) count += 1;
  return count;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line[indent] === ' ' || line[indent] === '\t') indent += 1;
  return indent;
}

/**
 * Bounds what hostile text can cost the Markdown parser, which is recursive in
 * the depth of containers and quadratic in parts of a line. No runbook written
 * by a person comes near these bounds; each line that does is named.
 */
export function boundLines(text: string, problems: ProblemList): string {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index];
    if (line.length > MAX_LINE_LENGTH) {
      problems.add(
        'warning',
        'line-too-long',
        index + 1,
        `Only the first ${MAX_LINE_LENGTH} of ${line.length} characters of this line were read.`,
      );
      line = line.slice(0, MAX_LINE_LENGTH);
    }
    const indent = indentOf(line);
    if (indent > MAX_INDENT) {
      line = line.slice(indent - MAX_INDENT);
      problems.add(
        'info',
        'indent-too-deep',
        index + 1,
        `The indentation of ${indent} characters was read as ${MAX_INDENT}.`,
      );
    }
    if (countContainers(line) > MAX_CONTAINERS) {
      line = '';
      problems.add(
        'warning',
        'nesting-too-deep',
        index + 1,
        `This line nests more than ${MAX_CONTAINERS} lists or quotes and was left out.`,
      );
    }
    lines[index] = line;
  }
  return lines.join('\n');
}
