import { responseFromWords } from '../headings/times';

/** One `Alert: ... Response: ... Actions: ...` block of a fence. */
export interface AlertBlock {
  name: string;
  /** ISO-8601 duration, null when the block names none. */
  response: string | null;
  /** Index of the first and last line of the block in the fence. */
  index: number;
  endIndex: number;
  actions: { text: string; index: number; endIndex: number }[];
  /** Lines that are neither alert, response nor action. */
  notes: string[];
}

const FIELD = /^\s*([A-Za-z][A-Za-z ]{1,24})\s*:\s*(.*)$/;
const ACTIONS = /^(?:actions?|steps|action steps|response actions)$/i;
const RESPONSE = /^(?:response|response time|response target|respond within)$/i;
const ITEM = /^(\s*)(?:\d{1,3}[.)]|[-*+•])\s+(?:\[[ xX]\]\s+)?(\S.*)$/;

function newBlock(name: string, index: number): AlertBlock {
  return {
    name,
    response: null,
    index,
    endIndex: index,
    actions: [],
    notes: [],
  };
}

function readAction(line: string, index: number, block: AlertBlock): void {
  const item = ITEM.exec(line);
  const last = block.actions.at(-1);
  if (item) {
    block.actions.push({ text: item[2], index, endIndex: index });
  } else if (last && /^\s/.test(line)) {
    last.text += ` ${line.trim()}`;
    last.endIndex = index;
  } else {
    block.actions.push({ text: line.trim(), index, endIndex: index });
  }
}

/**
 * Reads alert playbooks out of the text of a fence. Only blocks with an alert
 * and at least one action count; null when there is none.
 */
export function alertBlocks(text: string): AlertBlock[] | null {
  const blocks: AlertBlock[] = [];
  let inActions = false;
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const field = FIELD.exec(line);
    const key = field?.[1].trim() ?? '';
    const value = field?.[2].trim() ?? '';
    if (/^alert(?: name)?$/i.test(key) && value) {
      blocks.push(newBlock(value, index));
      inActions = false;
      return;
    }
    const block = blocks.at(-1);
    if (!block) return;
    block.endIndex = index;
    if (RESPONSE.test(key)) {
      block.response = responseFromWords(value);
      inActions = false;
    } else if (ACTIONS.test(key)) {
      inActions = true;
      if (value) readAction(value, index, block);
    } else if (inActions && !(field && /^\S/.test(line) && !ITEM.test(line))) {
      readAction(line, index, block);
    } else {
      inActions = false;
      block.notes.push(line.trim());
    }
  });
  const playbooks = blocks.filter(block => block.actions.length > 0);
  return playbooks.length > 0 ? playbooks : null;
}
