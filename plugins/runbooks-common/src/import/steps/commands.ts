import type { Code } from 'mdast';
import { startLine } from '../parse/source';
import type { CommandBlock } from '../types';
import { dangersOf } from './dangers';

/** Languages of fences whose `#` lines are comments between commands. */
export const SHELL_LANGUAGES: ReadonlySet<string> = new Set([
  'bash',
  'console',
  'fish',
  'ksh',
  'powershell',
  'ps1',
  'pwsh',
  'sh',
  'shell',
  'shell-session',
  'shellsession',
  'terminal',
  'zsh',
]);

/** Languages of fences that hold plain text. */
export const TEXT_LANGUAGES: ReadonlySet<string> = new Set([
  'plain',
  'plaintext',
  'text',
  'txt',
]);

/** Languages of fences in which people write alert playbooks. */
export const PLAYBOOK_LANGUAGES: ReadonlySet<string> = new Set([
  ...TEXT_LANGUAGES,
  'markdown',
  'md',
  'yaml',
  'yml',
]);

/** Languages of fences that hold drawings. */
const DRAWINGS: ReadonlySet<string> = new Set([
  'dot',
  'graphviz',
  'mermaid',
  'plantuml',
]);

/** True when a fence holds something that can be copied and used. */
export function isCommandFence(code: Code): boolean {
  return (
    code.value.trim() !== '' && !DRAWINGS.has(code.lang?.toLowerCase() ?? '')
  );
}

const ATTRIBUTE =
  /([A-Za-z][\w.-]*)(?:\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+)))?/g;

/**
 * Attributes of an info string as Runme writes them: `{ name=deploy
 * interactive=true }`, the older `{"name":"deploy"}` or without braces. A word
 * without value is `true`.
 */
export function infoAttributes(
  lang: string | null | undefined,
  meta: string | null | undefined,
): Record<string, string> {
  const text = `${lang ?? ''} ${meta ?? ''}`.trim();
  const braces = /\{([\s\S]*)\}/.exec(text)?.[1];
  const source = braces ?? meta ?? '';
  const attributes: [string, string][] = [];
  for (const match of source
    .replace(/"([\w.-]+)"\s*:/g, '$1=')
    .matchAll(ATTRIBUTE)) {
    const value = match[2] ?? match[3] ?? match[4];
    // Without braces only assignments are attributes, other words are notes.
    if (value !== undefined) attributes.push([match[1], value]);
    else if (braces !== undefined) attributes.push([match[1], 'true']);
  }
  return Object.fromEntries(attributes);
}

/** First word of an info string in lower case, or null. */
export function languageOf(code: Code): string | null {
  return /^[^\s{]+/.exec(code.lang ?? '')?.[0].toLowerCase() ?? null;
}

/** Takes the prompt off console lines when every command has one. */
function withoutPrompts(text: string): string {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const prompted = lines.every(line => /^\s*\$ /.test(line));
  return prompted ? text.replace(/^\s*\$ /gm, '') : text;
}

/** Makes a command of a text of a fence. */
export function commandBlock(
  text: string,
  line: number,
  code: Code,
): CommandBlock {
  const [block] = commandBlocks([{ text, line }], code);
  return block;
}

/** Makes commands of the parts of a fence. */
export function commandBlocks(
  parts: { text: string; line: number }[],
  code: Code,
): CommandBlock[] {
  const language = languageOf(code);
  const attributes = infoAttributes(code.lang, code.meta);
  return parts.map(({ text, line }) => ({
    text,
    line,
    language,
    attributes: { ...attributes },
    dangers: dangersOf(text),
  }));
}

/** Makes one command of a whole fence. */
export function fenceCommand(code: Code): CommandBlock {
  return commandBlock(withoutPrompts(code.value), fenceContentLine(code), code);
}

/** 1-based line of the first line inside a fence or an indented block. */
export function fenceContentLine(code: Code): number {
  const lines = (code.position?.end.line ?? 1) - startLine(code) + 1;
  const contentLines = code.value.split('\n').length;
  return startLine(code) + (lines > contentLines ? 1 : 0);
}
