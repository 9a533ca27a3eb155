import type { LintFile } from '../types';
import { readDocument } from './readDocument';
import { readYaml, type YamlContent } from './readYaml';
import type { Corpus, Document, Scope, Unreadable } from './types';

const MARKDOWN = /\.(?:md|mdx|markdown)$/i;
const YAML_LANGUAGES = ['yaml', 'yml'];

/** True for a file that rules can look at. */
export function isLintable(path: string): boolean {
  return isMarkdown(path) || /\.ya?ml$/i.test(path);
}

/** Standard input (`-`) is a runbook too. */
function isMarkdown(path: string): boolean {
  return path === '-' || MARKDOWN.test(path);
}

function folderOf(path: string): string {
  return path.replace(/[^/\\]*$/, '');
}

interface Part {
  file: string;
  document: Document | null;
  yaml: YamlContent[];
  unreadable: Unreadable[];
}

function readMarkdown(file: LintFile): Part {
  const document = readDocument(file);
  const rules = document.fences
    .filter(({ language }) => YAML_LANGUAGES.includes(language ?? ''))
    // A fence may show a part of a file; only what can be read counts.
    .flatMap(fence => {
      const source = fence.lines.join('\n');
      return readYaml(source, file.path, fence.line).contents;
    })
    .flatMap(content => content.rules);
  return {
    file: file.path,
    document,
    // An example of a catalog file in a runbook declares nothing.
    yaml: [
      { rules, resources: [], objectives: [], passages: [], isCatalog: false },
    ],
    unreadable: document.runbook.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ line, message }) => ({ file: file.path, line, message })),
  };
}

function readPart(file: LintFile): Part {
  const format = file.format ?? (isMarkdown(file.path) ? 'markdown' : 'yaml');
  if (format === 'markdown') return readMarkdown(file);
  const { contents, errors } = readYaml(file.text, file.path);
  return {
    file: file.path,
    document: null,
    yaml: contents,
    unreadable: errors,
  };
}

function scopeOf(parts: Part[]): Scope {
  const documents = parts.flatMap(({ document }) => document ?? []);
  const yaml = parts.flatMap(part => part.yaml);
  return {
    documents,
    rules: yaml.flatMap(content => content.rules),
    resources: yaml.flatMap(content => content.resources),
    objectives: yaml.flatMap(content => content.objectives),
    passages: [
      ...documents.flatMap(document => document.passages),
      ...yaml.flatMap(content => content.passages),
    ],
  };
}

/**
 * Reads files and puts together what belongs to one service: each folder that has
 * a catalog file in it is a scope with everything below it.
 */
export function readCorpus(files: LintFile[]): Corpus {
  const parts = files
    .filter(({ path, format }) => format || isLintable(path))
    .map(readPart);
  const roots = parts
    .filter(part => part.yaml.some(content => content.isCatalog))
    .map(part => folderOf(part.file))
    .sort((a, b) => b.length - a.length);
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const root = roots.find(folder => part.file.startsWith(folder)) ?? '';
    groups.set(root, [...(groups.get(root) ?? []), part]);
  }
  return {
    scopes: [...groups.values()].map(scopeOf),
    unreadable: parts.flatMap(part => part.unreadable),
  };
}
