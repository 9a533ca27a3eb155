import type { Code, List, ListItem, Node, Nodes, Parent } from 'mdast';
import { plainText } from '../parse/plainText';
import { endLine, startLine } from '../parse/source';
import type { CommandBlock, RunbookStep, StepForm } from '../types';
import { fenceCommand, isCommandFence } from './commands';
import { decide, type ExtractionContext } from './context';
import {
  cleanText,
  noDirectives,
  readComment,
  type Directives,
} from './directives';
import { stepsOfFence } from './fences';
import { makeStep, warnOfBrokenBox } from './makeStep';
import { isTaskItem, readList, type ListReading } from './readList';

/** What belongs to an item itself and to none of the steps below it. */
interface ItemParts {
  commands: CommandBlock[];
  directives: Directives;
  details: string[];
}

function isParent(node: Node): node is Parent {
  return 'children' in node;
}

function gather(
  node: Nodes,
  parts: ItemParts,
  context: ExtractionContext,
): void {
  if (node.type === 'html') {
    readComment(node.value, startLine(node), parts.directives);
  } else if (node.type === 'code' && isCommandFence(node)) {
    parts.commands.push(fenceCommand(node));
    const why = 'fence inside a step';
    decide(context, startLine(node), endLine(node), 'command', why);
  } else if (isParent(node)) {
    for (const child of node.children) gather(child as Nodes, parts, context);
  }
}

/** Text of an item without marker, and the rest of the item. */
function splitItem(item: ListItem): {
  text: string;
  rest: ListItem['children'];
} {
  const [first, ...rest] = item.children;
  return first?.type === 'paragraph'
    ? { text: plainText(first), rest }
    : { text: '', rest: item.children };
}

function stepOfItem(
  item: ListItem,
  form: StepForm,
  why: string,
  context: ExtractionContext,
): RunbookStep[] {
  const { text, rest } = splitItem(item);
  const hasText = cleanText(text, startLine(item), noDirectives()).text !== '';
  const parts: ItemParts = {
    commands: [],
    directives: noDirectives(),
    details: [],
  };
  const [first] = item.children;
  if (first?.type === 'paragraph') gather(first, parts, context);
  const children: RunbookStep[] = [];
  for (const block of rest) {
    const isFence = block.type === 'code';
    const below = isFence
      ? []
      : stepsOfBlock(block, hasText ? form : null, null, context);
    for (const one of below) children.push(one);
    if (below.length > 0) continue;
    gather(block, parts, context);
    if (!isFence && block.type !== 'html') {
      parts.details.push(context.source.quote(block));
    }
  }
  // An item that is only a fence: the command says what to do.
  const [command] = parts.commands;
  const named = command && children.length === 0 ? command.text : '';
  if (!hasText && !named) return children;
  const step = makeStep(
    {
      text: hasText ? text : named.split('\n')[0].trim(),
      line: startLine(item),
      endLine: endLine(item),
      form,
      why,
      directives: parts.directives,
    },
    context,
  );
  step.children = children;
  step.commands = parts.commands;
  step.context = parts.details.join('\n\n');
  return [step];
}

function contextOfItem(
  item: ListItem,
  reading: ListReading,
  parent: StepForm | null,
  context: ExtractionContext,
): RunbookStep[] {
  const why =
    reading.form === 'task' ? 'no task item in a task list' : reading.why;
  decide(context, startLine(item), startLine(item), 'context', why);
  return item.children.flatMap(block =>
    stepsOfBlock(block, parent, null, context),
  );
}

function stepsOfList(
  list: List,
  parent: StepForm | null,
  leadIn: string | null,
  context: ExtractionContext,
): RunbookStep[] {
  const reading = readList(list, parent, leadIn, context);
  return list.children.flatMap(item => {
    const line = startLine(item);
    const { text } = splitItem(item);
    if (!isTaskItem(item) && cleanText(text, line, noDirectives()).brokenBox) {
      warnOfBrokenBox(line, context);
    }
    const isStep = reading.form !== 'task' || isTaskItem(item);
    return reading.form && isStep
      ? stepOfItem(item, reading.form, reading.why, context)
      : contextOfItem(item, reading, parent, context);
  });
}

/**
 * Takes the steps of a block: of a list, of a fence that holds numbered lines, or
 * of those inside a quotation. `parent` is the form of the step around the block,
 * `leadIn` the line that announces it.
 */
export function stepsOfBlock(
  block: Nodes,
  parent: StepForm | null,
  leadIn: string | null,
  context: ExtractionContext,
): RunbookStep[] {
  switch (block.type) {
    case 'list':
      return stepsOfList(block, parent, leadIn, context);
    case 'code':
      return parent === null ? stepsOfFence(block, leadIn, context) : [];
    case 'blockquote':
      return block.children.flatMap(child =>
        stepsOfBlock(child, parent, leadIn, context),
      );
    default:
      return [];
  }
}

/** Attaches a fence right below a list to the last step of the list. */
export function attachFence(
  step: RunbookStep,
  code: Code,
  context: ExtractionContext,
): void {
  step.commands.push(fenceCommand(code));
  step.endLine = endLine(code);
  const why = 'fence that goes with the step above';
  decide(context, startLine(code), endLine(code), 'command', why);
}
