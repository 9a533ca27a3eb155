import type { Nodes } from 'mdast';
import type { ReadSection } from './checklistsOf';
import type { HeadingNames } from './headings/naming';
import { plainLines } from './parse/plainText';
import { endLine, startLine, type SourceText } from './parse/source';
import type { ProblemList } from './problems';
import type { Section } from './sections';
import { fenceCommand, isCommandFence } from './steps/commands';
import { decide, type ExtractionContext } from './steps/context';
import { attachFence, stepsOfBlock } from './steps/lists';
import type { CommandBlock, LineDecision, RunbookStep } from './types';

/** What reading any section needs. */
export interface ReadingTools {
  names: HeadingNames;
  problems: ProblemList;
  source: SourceText;
  decisions: LineDecision[];
}

type Block = Section['blocks'][number];

const MAX_LEAD_IN = 200;

/** The line that announces the next block: it ends with a colon. */
function leadInOf(block: Block | undefined): string | null {
  if (block?.type !== 'paragraph') return null;
  const last = plainLines(block).at(-1) ?? '';
  return last.endsWith(':') && last.length <= MAX_LEAD_IN ? last : null;
}

function lastStep(steps: RunbookStep[]): RunbookStep | null {
  return steps.at(-1) ?? null;
}

/**
 * A fence that is not indented ends the list above it, although it belongs to its
 * last step: the step announces it with a colon, or the numbering goes on below.
 */
function belongsToStepAbove(
  above: Block | undefined,
  step: RunbookStep | null,
  next: Block | undefined,
): boolean {
  if (above?.type !== 'list' || !step) return false;
  const announced = step.text.endsWith(':') && step.commands.length === 0;
  const goesOn =
    above.ordered === true &&
    next?.type === 'list' &&
    next.ordered === true &&
    (next.start ?? 1) > 1;
  return announced || goesOn;
}

/** Commands to copy inside a block, however deep. */
function commandsOf(node: Nodes): CommandBlock[] {
  if (node.type === 'code') {
    return isCommandFence(node) ? [fenceCommand(node)] : [];
  }
  return 'children' in node ? node.children.flatMap(commandsOf) : [];
}

/** Takes the steps of one section; what gives none is its context. */
export function readSection(
  section: Section,
  isMiddlePhase: boolean,
  tools: ReadingTools,
): ReadSection {
  const context: ExtractionContext = {
    ...tools,
    headings: section.headings.map(heading => heading.text),
    isMiddlePhase,
    lastNumber: 0,
    playbooks: [],
  };
  const steps: RunbookStep[] = [];
  const rest: Block[] = [];
  section.blocks.forEach((block, index) => {
    const above = section.blocks[index - 1];
    const step = lastStep(steps);
    if (
      step &&
      block.type === 'code' &&
      isCommandFence(block) &&
      belongsToStepAbove(above, step, section.blocks[index + 1])
    ) {
      attachFence(step, block, context);
      return;
    }
    const playbooksBefore = context.playbooks.length;
    const found = stepsOfBlock(block, null, leadInOf(above), context);
    for (const one of found) steps.push(one);
    if (found.length > 0 || context.playbooks.length > playbooksBefore) return;
    rest.push(block);
    if (block.type !== 'list' && block.type !== 'code') {
      const why = 'text beside the steps';
      decide(context, startLine(block), endLine(block), 'context', why);
    }
  });
  return {
    section,
    steps,
    playbooks: context.playbooks,
    context: rest.map(block => tools.source.quote(block)).join('\n\n'),
    commands: rest.flatMap(commandsOf),
  };
}
