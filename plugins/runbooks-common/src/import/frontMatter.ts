import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { unified } from 'unified';
import { LineCounter, parseDocument } from 'yaml';
import type { ProblemList } from './problems';

const processor = unified()
  .use(remarkParse)
  .use(remarkFrontmatter, ['yaml', 'toml'])
  .freeze();

/** Longest front matter that is read, in characters. */
const MAX_LENGTH = 64 * 1024;
const MAX_DEPTH = 8;

/** Front matter of a document and where it stands. */
export interface FrontMatter {
  /** JSON values only. */
  values: Record<string, unknown>;
  /** 1-based line of the opening fence; 0 when there is no front matter. */
  line: number;
  /** 1-based line of the closing fence; 0 when there is no front matter. */
  endLine: number;
  /** The document with front matter blanked, every line in its place. */
  body: string;
  /** 1-based line of a key, for messages. */
  lineOf: (key: string) => number;
}

function toJson(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH || value === undefined) return null;
  if (value instanceof TomlDate || value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : null;
  }
  if (Array.isArray(value)) return value.map(item => toJson(item, depth + 1));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        toJson(item, depth + 1),
      ]),
    );
  }
  return value;
}

interface Parsed {
  value: unknown;
  /** First error as message and line within the front matter, 1-based. */
  error: { message: string; line: number } | null;
}

function firstSentence(message: string): string {
  return message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
}

function readYaml(text: string): Parsed {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter, logLevel: 'silent' });
    const [error] = document.errors;
    return {
      value: error ? null : document.toJS({ maxAliasCount: 100 }),
      error: error
        ? {
            message: firstSentence(error.message),
            line: lineCounter.linePos(error.pos[0]).line,
          }
        : null,
    };
  } catch (error) {
    return {
      value: null,
      error: { message: firstSentence(String(error)), line: 1 },
    };
  }
}

function readToml(text: string): Parsed {
  try {
    return { value: parseToml(text), error: null };
  } catch (error) {
    return {
      value: null,
      error: {
        message: firstSentence(String(error)),
        line: error instanceof TomlError ? error.line : 1,
      },
    };
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function blank(lines: string[], from: number, to: number): string {
  return lines
    .map((line, index) => (index >= from && index <= to ? '' : line))
    .join('\n');
}

const KEY_LINE = /^[\w"'][\w .-]*["']?[ \t]*[:=](?:\s|$)/;

/** Index of the first line that is not blank, and of the line that closes its fence. */
function fences(
  lines: string[],
  problems: ProblemList,
): [start: number, end: number] | null {
  const start = lines.findIndex(line => line.trim() !== '');
  const fence = /^(---|\+\+\+)[ \t]*$/.exec(lines[start] ?? '')?.[1];
  if (!fence) return null;
  const end = lines.findIndex(
    (line, index) => index > start && line.trimEnd() === fence,
  );
  if (end < 0 && KEY_LINE.test(lines[start + 1] ?? '')) {
    problems.add(
      'warning',
      'front-matter-unclosed',
      start + 1,
      `The front matter that begins here has no closing "${fence}" line and is not read.`,
    );
  }
  return end < 0 ? null : [start, end];
}

/**
 * Reads YAML (`---`) or TOML (`+++`) front matter. Blank lines before it are
 * tolerated. What stands between two thematic breaks but is no mapping stays
 * Markdown. A syntax error is a problem; the fenced lines are then ignored.
 */
export function readFrontMatter(
  text: string,
  problems: ProblemList,
): FrontMatter {
  const none: FrontMatter = {
    values: {},
    line: 0,
    endLine: 0,
    body: text,
    lineOf: () => 1,
  };
  const lines = text.split('\n');
  const found = fences(lines, problems);
  if (!found) return none;
  const [start, end] = found;
  const fenced = lines.slice(start, end + 1).join('\n');
  if (fenced.length > MAX_LENGTH) {
    problems.add(
      'warning',
      'front-matter-too-large',
      start + 1,
      `Front matter of more than ${MAX_LENGTH} characters is not read.`,
    );
    return none;
  }
  const [node] = processor.parse(fenced).children as {
    type: string;
    value?: string;
  }[];
  const source = node?.value ?? '';
  const isToml = node?.type === 'toml';
  const { value, error } = isToml ? readToml(source) : readYaml(source);
  const looksLikeKeys = KEY_LINE.test(source.trimStart().split('\n')[0]);
  const isFrontMatter = error
    ? looksLikeKeys
    : isMapping(value) || source.trim() === '';
  if (!isFrontMatter) return none;
  if (error) {
    problems.add(
      'warning',
      'front-matter-invalid',
      start + 1 + error.line,
      `The ${isToml ? 'TOML' : 'YAML'} front matter cannot be read: ${
        error.message
      }`,
    );
  }
  const values = toJson(isMapping(value) ? value : {});
  return {
    values: isMapping(values) ? values : {},
    line: start + 1,
    endLine: end + 1,
    body: blank(lines, start, end),
    lineOf: key => {
      const at = lines.findIndex(
        (line, index) =>
          index > start &&
          index < end &&
          line.trim().replace(/^["']/, '').startsWith(key),
      );
      return at < 0 ? start + 1 : at + 1;
    },
  };
}
