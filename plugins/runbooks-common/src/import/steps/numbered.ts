import { joinCompounds, shellLines, type ShellLine } from './shellLines';

/** A numbered line of a fence and what stands under it. */
export interface NumberedLine {
  /** `1` for a main step, `1.2` for a sub-step. */
  number: number[];
  text: string;
  /** Index of the line in the fence. */
  index: number;
  commands: ShellLine[];
  /** Unnumbered lines under it that are no commands. */
  notes: string[];
}

const NUMBERED_COMMENT =
  /^\s*#+\s*(?:step\s+)?(\d{1,3})((?:\.\d{1,2})*)\s*[.):–—-]\s+(\S.*)$/i;
const SUB_NUMBERED_COMMENT = /^\s*#+\s*(\d{1,3})((?:\.\d{1,2})+)\s+(\S.*)$/;
const NUMBERED_TEXT =
  /^\s*(?:step\s+)?(\d{1,3})((?:\.\d{1,2})*)[.):]\s+(\S.*)$/i;

function parseNumber(match: RegExpExecArray): number[] {
  return [match[1], ...match[2].split('.').filter(Boolean)].map(Number);
}

/** Reads a numbered comment; `1.2` needs a step 1 above it, or it is a version. */
function numberOf(
  comment: string,
  current: NumberedLine | undefined,
): RegExpExecArray | null {
  const sub = SUB_NUMBERED_COMMENT.exec(comment);
  if (sub) return current?.number[0] === Number(sub[1]) ? sub : null;
  return NUMBERED_COMMENT.exec(comment);
}

function isSequence(numbers: number[], previous: number): boolean {
  const [first = -1] = numbers;
  return first === 0 || first === 1 || first === previous + 1;
}

/** Result of looking for numbered lines. */
export interface Numbered {
  lines: NumberedLine[];
  /** Last main number, to continue from in the next fence. */
  last: number;
}

/**
 * Finds `# 1. ...` comments in a shell script with the commands under each.
 * Numbers have to start at 0 or 1 or go on from the fence before (`previous`),
 * so that a port or a version in a comment is no step. A text of unknown language
 * has to hold commands to pass for a script.
 */
export function numberedComments(
  script: string,
  previous: number,
  isShell: boolean,
): Numbered | null {
  const lines: NumberedLine[] = [];
  for (const line of shellLines(script)) {
    const current = lines.at(-1);
    const match = line.kind === 'comment' ? numberOf(line.text, current) : null;
    if (match) {
      lines.push({
        number: parseNumber(match),
        text: match[3],
        index: line.index,
        commands: [],
        notes: [],
      });
    } else if (current && line.kind === 'command') {
      current.commands.push(line);
    } else if (current) {
      current.notes.push(line.text.replace(/^\s*#+\s?/, ''));
    }
  }
  const numbers = lines.map(line => line.number[0]);
  const hasCommands = lines.some(line => line.commands.length > 0);
  const isScript = isShell || hasCommands;
  if (!isScript || !isSequence(numbers, previous)) return null;
  for (const line of lines) line.commands = joinCompounds(line.commands);
  return { lines, last: numbers[numbers.length - 1] };
}

/** Share of lines that have to be numbered for plain text to be a list. */
const LIST_SHARE = 0.5;

/**
 * Finds a numbered list in plain text: at least two items, counted from 0 or 1,
 * that make up most of the text. Indented lines go on with the item above.
 */
export function numberedText(lines: string[]): NumberedLine[] | null {
  const items: NumberedLine[] = [];
  let filled = 0;
  let held = 0;
  let expected = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line.trim() === '') continue;
    filled += 1;
    const match = NUMBERED_TEXT.exec(line);
    const number = match ? parseNumber(match) : [];
    const inOrder =
      number.length > 1 || number[0] === expected || items.length === 0;
    if (match && inOrder) {
      items.push({ number, text: match[3], index, commands: [], notes: [] });
      if (number.length === 1) expected = number[0] + 1;
      held += 1;
    } else if (items.length > 0 && /^\s/.test(line)) {
      items[items.length - 1].notes.push(line.trim());
      held += 1;
    }
  }
  const main = items.filter(item => item.number.length === 1);
  const isList =
    main.length >= 2 && main[0].number[0] <= 1 && held > filled * LIST_SHARE;
  return isList ? items : null;
}
