import type {
  BlockContent,
  DefinitionContent,
  Paragraph,
  Root,
  RootContent,
} from 'mdast';
import { cadenceFromWords } from './headings/cadenceWords';
import { cadenceOrPhase } from './headings/naming';
import { wordsOf } from './headings/words';
import { headingText, plainLines, plainText } from './parse/plainText';
import { endLine, startLine } from './parse/source';

/** A heading, or a bold line that stands for one. */
export interface SectionHeading {
  text: string;
  line: number;
  endLine: number;
  /** 1 to 6; 7 for a line that only stands for a heading. */
  depth: number;
}

/** What stands between one heading and the next. */
export interface Section {
  /** Outermost first, own heading last; empty before the first heading. */
  headings: SectionHeading[];
  blocks: (BlockContent | DefinitionContent)[];
}

const LABEL_DEPTH = 7;
const MAX_LABEL_LENGTH = 80;
const MAX_LABEL_WORDS = 5;
const HEADING_ID = /\s*\{\s*(?:#|id\s*=)[^{}]*\}\s*$/;

function cleanHeading(text: string): string {
  return text.replace(HEADING_ID, '').trim();
}

/** Text of the last line of a paragraph when all of it is bold. */
function boldLine(paragraph: Paragraph): string | null {
  const parts = [...paragraph.children];
  const last = parts.at(-1);
  const colon =
    last?.type === 'text' && /^\s*:?\s*$/.test(last.value) ? parts.pop() : null;
  const strong = parts.pop();
  if (strong?.type !== 'strong') return null;
  const before = parts.at(-1);
  const startsLine =
    !before ||
    before.type === 'break' ||
    (before.type === 'text' && before.value.endsWith('\n'));
  if (!startsLine || (colon && colon.type !== 'text')) return null;
  const text = plainText(strong).replace(/:$/, '').trim();
  return text && text.length <= MAX_LABEL_LENGTH ? text : null;
}

/** A short line such as "Daily:" that names a cadence for the list below. */
function cadenceLine(paragraph: Paragraph): string | null {
  const lines = plainLines(paragraph);
  const text = lines.at(-1) ?? '';
  if (lines.length !== 1 || !text.endsWith(':')) return null;
  const label = text.slice(0, -1).trim();
  const isShort = label.split(' ').length <= MAX_LABEL_WORDS;
  return isShort && cadenceFromWords(label)?.rule ? label : null;
}

/** The heading that a paragraph above a list or a fence stands for, or null. */
function labelOf(
  block: RootContent,
  next: RootContent | undefined,
): string | null {
  if (block.type !== 'paragraph') return null;
  if (next?.type !== 'list' && next?.type !== 'code') return null;
  return boldLine(block) ?? cadenceLine(block);
}

function isBlock(node: RootContent): node is BlockContent | DefinitionContent {
  return node.type !== 'yaml' && node.type !== 'listItem';
}

/** A quotation with headings is a part of the document, not a remark in it. */
function withoutQuote(block: RootContent): RootContent[] {
  const isPart =
    block.type === 'blockquote' &&
    block.children.some(child => child.type === 'heading');
  return isPart ? block.children : [block];
}

/**
 * Cuts a document into sections at its headings. A bold line of its own directly
 * above a list or a fence (`**Investigation**:`) counts as a heading below the
 * last real one and lasts until the next paragraph.
 */
export function sectionsOf(root: Root): Section[] {
  let current: Section = { headings: [], blocks: [] };
  let around = current;
  const sections = [current];
  let headings: SectionHeading[] = [];
  const open = (heading: SectionHeading) => {
    headings = [...headings.filter(h => h.depth < heading.depth), heading];
    current = { headings, blocks: [] };
    sections.push(current);
    if (heading.depth < LABEL_DEPTH) around = current;
  };
  const blocks = root.children.flatMap(withoutQuote);
  blocks.forEach((block, index) => {
    const label = labelOf(block, blocks[index + 1]);
    if (block.type === 'heading') {
      open({
        text: cleanHeading(headingText(block)),
        line: startLine(block),
        endLine: endLine(block),
        depth: block.depth,
      });
      return;
    }
    if (label) {
      // What precedes the label in its paragraph belongs to the section around it.
      const lines = endLine(block) - startLine(block);
      if (lines > 0 && isBlock(block)) around.blocks.push(block);
      open({
        text: cleanHeading(label),
        line: endLine(block),
        endLine: endLine(block),
        depth: LABEL_DEPTH,
      });
      return;
    }
    const isLabelled = headings.at(-1)?.depth === LABEL_DEPTH;
    if (block.type === 'paragraph' && isLabelled) {
      // Back to the section around the label.
      headings = headings.slice(0, -1);
      current = around;
    }
    if (isBlock(block)) current.blocks.push(block);
  });
  return sections;
}

const PLAIN_PHASE =
  /^(?:deploy|deployment|maintenance|migration|release|rollout|upgrade)(?: steps?)?$/i;

/**
 * Sections such as "Deployment" that stand between "Pre-deployment" and
 * "Post-deployment" under one heading: they name a phase by their place.
 */
export function middlePhases(sections: Section[]): Set<Section> {
  const middle = new Set<Section>();
  const waiting = new Map<SectionHeading | undefined, Section[]>();
  for (const section of sections) {
    const own = section.headings.at(-1)?.text ?? '';
    const parent = section.headings.at(-2);
    const isPhase = cadenceOrPhase(own) === 'a phase';
    if (isPhase && wordsOf(own).includes('pre')) waiting.set(parent, []);
    if (PLAIN_PHASE.test(own)) waiting.get(parent)?.push(section);
    if (isPhase && wordsOf(own).includes('post')) {
      for (const found of waiting.get(parent) ?? []) middle.add(found);
    }
  }
  return middle;
}
