import type { List, ListItem } from 'mdast';
import { plainText } from '../parse/plainText';
import type { StepForm } from '../types';
import type { ExtractionContext } from './context';

/** Why the items of a list are steps of a form, or why they are none. */
export interface ListReading {
  form: StepForm | null;
  why: string;
}

/** True for `- [ ] ...` and `- [x] ...` as GFM reads them. */
export function isTaskItem(item: ListItem): boolean {
  return typeof item.checked === 'boolean';
}

/** Each item is nothing but a link: a table of contents. */
function isTableOfContents(list: List): boolean {
  return list.children.every(item => {
    const [first] = item.children;
    if (first?.type !== 'paragraph') return false;
    const parts = first.children.filter(
      part => part.type !== 'text' || part.value.trim() !== '',
    );
    return parts.length === 1 && parts[0].type === 'link';
  });
}

/** Each item begins with a bold label and a colon: a list of facts. */
function isListOfFacts(list: List): boolean {
  return list.children.every(item => {
    const [first] = item.children;
    if (first?.type !== 'paragraph') return false;
    const [label, after] = first.children;
    if (label?.type !== 'strong') return false;
    return (
      /:\s*$/.test(plainText(label)) ||
      (after?.type === 'text' && /^\s*:/.test(after.value))
    );
  });
}

function readOrdered(
  parent: StepForm | null,
  leadIn: string | null,
  context: ExtractionContext,
): ListReading {
  if (parent === 'ordered') {
    return { form: 'ordered', why: 'numbered item below a numbered step' };
  }
  const { named, why } = context.names.procedure(context.headings, leadIn);
  return named
    ? { form: 'ordered', why: `numbered item; ${why}` }
    : { form: null, why: `numbered list, but ${why}` };
}

function readBullets(
  list: List,
  parent: StepForm | null,
  context: ExtractionContext,
): ListReading {
  if (parent !== null && parent !== 'bullet') {
    return { form: null, why: 'bullets below a step are details of it' };
  }
  if (context.isMiddlePhase) {
    const why = 'bullet; its heading stands between a pre- and a post- section';
    return { form: 'bullet', why };
  }
  const { named, own, why } = context.names.bullets(context.headings);
  if (!named) return { form: null, why: `bullets, but ${why}` };
  if (!own && isListOfFacts(list)) {
    return { form: null, why: 'bullets that each state a fact' };
  }
  return { form: 'bullet', why: `bullet; ${why}` };
}

/**
 * Decides what the items of a list are. `parent` is the form of the step around
 * the list, `leadIn` the line that announces it.
 */
export function readList(
  list: List,
  parent: StepForm | null,
  leadIn: string | null,
  context: ExtractionContext,
): ListReading {
  if (list.children.some(isTaskItem)) {
    return { form: 'task', why: 'GFM task item' };
  }
  if (isTableOfContents(list)) return { form: null, why: 'list of links' };
  return list.ordered
    ? readOrdered(parent, leadIn, context)
    : readBullets(list, parent, context);
}
