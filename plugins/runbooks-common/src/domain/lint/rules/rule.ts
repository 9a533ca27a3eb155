import type { Corpus, Fence, Scope } from '../corpus/types';
import type { LintSeverity, Violation } from '../types';

/** One rule of the policy lint. */
export interface LintRule {
  /** `L1` to `L23`. */
  id: string;
  /** What it finds, in a few words. */
  title: string;
  severity: LintSeverity;
  check: (corpus: Corpus) => Violation[];
}

/** A check that looks at one service at a time. */
export function perScope(
  check: (scope: Scope) => Violation[],
): LintRule['check'] {
  return ({ scopes }) => scopes.flatMap(check);
}

const SHELL = ['bash', 'console', 'sh', 'shell', 'zsh'];

/** True for a fence of commands; one without language may be one. */
export function isShell({ language }: Fence): boolean {
  return language === null || SHELL.includes(language);
}

/** A command of a fence, with continued lines joined, without comments. */
export interface Command {
  text: string;
  file: string;
  line: number;
}

/** The commands of a fence. */
export function commandsOf(fence: Fence): Command[] {
  const commands: Command[] = [];
  let open = false;
  fence.lines.forEach((raw, index) => {
    const text = raw.trim().replace(/^\$ /, '');
    if (!open && (text === '' || text.startsWith('#'))) return;
    const last = commands.at(-1);
    if (open && last) last.text = `${last.text} ${text}`;
    else commands.push({ text, file: fence.file, line: fence.line + index });
    const current = commands[commands.length - 1];
    open = /(?:\\|\||&&)$/.test(text);
    current.text = current.text.replace(/\s*\\$/, '');
  });
  return commands;
}
