import type { Nodes, Root } from 'mdast';
import { importRunbook } from '../../../import';
import { readFrontMatter } from '../../../import/frontMatter';
import { parseMarkdown } from '../../../import/parse/parseMarkdown';
import { plainText } from '../../../import/parse/plainText';
import { endLine, startLine } from '../../../import/parse/source';
import { ProblemList } from '../../../import/problems';
import { fenceContentLine, languageOf } from '../../../import/steps/commands';
import { boundLines } from '../../../import/text/boundLines';
import { DEFAULT_MAX_BYTES, readText } from '../../../import/text/readText';
import type { LintFile } from '../types';
import type { Document, Passage } from './types';

function rootOf(text: string): Root {
  // The import names the problems; here they only keep the text from being read.
  const problems = new ProblemList();
  const readable = readText(text, DEFAULT_MAX_BYTES, problems) ?? '';
  const { body } = readFrontMatter(boundLines(readable, problems), problems);
  return parseMarkdown(body, problems);
}

class DocumentReader {
  readonly document: Document;
  #heading: Passage | null = null;

  constructor({ path, text }: LintFile) {
    this.document = {
      file: path,
      runbook: importRunbook(text, { path }),
      passages: [],
      rows: [],
      fences: [],
    };
    for (const block of rootOf(text).children) this.#read(block, false);
  }

  #passage(node: Nodes, kind: Passage['kind']): Passage {
    const passage: Passage = {
      file: this.document.file,
      line: startLine(node),
      text: plainText(node),
      kind,
    };
    if (passage.text) this.document.passages.push(passage);
    return passage;
  }

  #read(node: Nodes, isItem: boolean): void {
    const { file } = this.document;
    switch (node.type) {
      case 'heading':
        this.#heading = this.#passage(node, 'heading');
        break;
      case 'paragraph':
        this.#passage(node, isItem ? 'item' : 'paragraph');
        break;
      case 'code':
        this.document.fences.push({
          file,
          line: Math.min(fenceContentLine(node), endLine(node)),
          language: languageOf(node),
          lines: node.value.split('\n'),
          heading: this.#heading,
        });
        break;
      case 'table': {
        const [head, ...rows] = node.children.map(row => ({
          line: startLine(row),
          cells: row.children.map(cell => plainText(cell)),
        }));
        for (const { line, cells } of rows) {
          this.document.rows.push({ file, line, head: head.cells, cells });
        }
        break;
      }
      case 'blockquote':
      case 'footnoteDefinition':
      case 'list':
        for (const child of node.children) this.#read(child, isItem);
        break;
      case 'listItem':
        for (const child of node.children) this.#read(child, true);
        break;
      default:
    }
  }
}

/** Reads what rules look at out of a Markdown file. */
export function readDocument(file: LintFile): Document {
  return new DocumentReader(file).document;
}
