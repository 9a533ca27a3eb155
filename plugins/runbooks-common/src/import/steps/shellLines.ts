/** A command of a shell script, which may take several lines. */
export interface ShellLine {
  kind: 'command' | 'comment';
  text: string;
  /** Index of its first line in the script. */
  index: number;
  /** Index of its last line in the script. */
  endIndex: number;
}

interface Open {
  quote: string | null;
  heredocs: string[];
}

const HEREDOC = /<<-?\s*(?:"([\w.-]+)"|'([\w.-]+)'|\\?([\w.-]+))/y;

/** Follows quotes and here-documents through one line. */
function scan(line: string, open: Open): Open {
  let { quote } = open;
  const heredocs = [...open.heredocs];
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (quote) {
      if (char === '\\' && quote === '"') at += 1;
      else if (char === quote) quote = null;
    } else if (char === '\\') {
      at += 1;
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '#' && (at === 0 || /\s/.test(line[at - 1]))) {
      break;
    } else if (char === '<' && line[at + 1] === '<' && line[at + 2] !== '<') {
      HEREDOC.lastIndex = at;
      const match = HEREDOC.exec(line);
      if (match) {
        heredocs.push(match[1] ?? match[2] ?? match[3]);
        at += match[0].length - 1;
      }
    }
  }
  return { quote, heredocs };
}

function goesOn(line: string): boolean {
  return /(?:\\|\s`|\||&&)\s*$/.test(line);
}

/** The lines of a script one by one, for scripts whose quotes do not close. */
function physicalLines(lines: string[]): ShellLine[] {
  const result: ShellLine[] = [];
  lines.forEach((text, index) => {
    if (text.trim() === '') return;
    const last = result.at(-1);
    const kind = /^\s*#/.test(text) ? 'comment' : 'command';
    if (
      kind === 'command' &&
      last?.kind === 'command' &&
      last.endIndex === index - 1 &&
      /\\\s*$/.test(last.text)
    ) {
      last.text += `\n${text}`;
      last.endIndex = index;
    } else {
      result.push({ kind, text, index, endIndex: index });
    }
  });
  return result;
}

/**
 * Splits a shell script into comments and commands. Lines that a backslash, an
 * operator, a quotation or a here-document holds together are one command; a `#`
 * inside one is no comment.
 */
export function shellLines(script: string): ShellLine[] {
  const lines = script.split('\n');
  const result: ShellLine[] = [];
  let open: Open = { quote: null, heredocs: [] };
  let current: ShellLine | null = null;
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index];
    if (current) {
      current.text += `\n${text}`;
      current.endIndex = index;
    } else if (text.trim() === '') {
      continue;
    } else if (/^\s*#/.test(text)) {
      result.push({ kind: 'comment', text, index, endIndex: index });
      continue;
    } else {
      current = { kind: 'command', text, index, endIndex: index };
      result.push(current);
    }
    if (open.heredocs.length > 0) {
      if (text.trim() === open.heredocs[0]) {
        open = { ...open, heredocs: open.heredocs.slice(1) };
      }
      if (open.heredocs.length === 0) current = null;
      continue;
    }
    open = scan(text, open);
    const closed = !open.quote && open.heredocs.length === 0;
    if (closed && !goesOn(text)) current = null;
  }
  const unfinished = open.quote !== null || open.heredocs.length > 0;
  return unfinished ? physicalLines(lines) : result;
}

const OPENERS =
  /^\s*(?:if|for|while|until|case|select)\b|(?:\)|\belse|\bdo)\s*\{\s*$|^\s*\{\s*$/;
const CLOSERS = /^\s*(?:fi|done|esac|\})\b|^\s*\}/;
const ONE_LINERS = /\b(?:fi|done|esac)\s*(?:[;&|>].*)?$/;

/** Joins the lines of compound commands, such as `if ... fi`, that close. */
export function joinCompounds(commands: ShellLine[]): ShellLine[] {
  const result: ShellLine[] = [];
  let depth = 0;
  for (const line of commands) {
    const last = result.at(-1);
    if (depth > 0 && last) {
      last.text += `\n${line.text}`;
      last.endIndex = line.endIndex;
    } else {
      result.push({ ...line });
    }
    if (CLOSERS.test(line.text)) depth -= 1;
    else if (OPENERS.test(line.text) && !ONE_LINERS.test(line.text)) depth += 1;
  }
  return depth === 0 ? result : commands;
}
