import type { Code } from 'mdast';
import { endLine, startLine } from '../parse/source';
import type { RunbookStep } from '../types';
import { alertBlocks, type AlertBlock } from './alertBlocks';
import {
  PLAYBOOK_LANGUAGES,
  SHELL_LANGUAGES,
  TEXT_LANGUAGES,
  commandBlocks,
  fenceContentLine,
  languageOf,
} from './commands';
import { decide, type AlertPlaybook, type ExtractionContext } from './context';
import { makeStep } from './makeStep';
import { numberedComments, numberedText, type NumberedLine } from './numbered';

function alertPlaybook(
  block: AlertBlock,
  base: number,
  context: ExtractionContext,
): AlertPlaybook {
  const why = `action of the alert “${block.name}” in a fence`;
  decide(
    context,
    base + block.index,
    base + block.index,
    'heading',
    `alert playbook for “${block.name}”`,
  );
  return {
    alert: { name: block.name, response: block.response },
    line: base + block.index,
    context: block.notes.join('\n'),
    steps: block.actions.map(action =>
      makeStep(
        {
          text: action.text,
          line: base + action.index,
          endLine: base + action.endIndex,
          form: 'alert-action',
          why,
        },
        context,
      ),
    ),
  };
}

/** Nests `1.2` under `1`. */
function nest(
  lines: NumberedLine[],
  make: (line: NumberedLine) => RunbookStep,
): RunbookStep[] {
  const steps: RunbookStep[] = [];
  let parent: NumberedLine | null = null;
  for (const line of lines) {
    const step = make(line);
    const above = steps.at(-1);
    if (
      line.number.length > 1 &&
      above &&
      parent?.number[0] === line.number[0]
    ) {
      above.children.push(step);
      above.endLine = Math.max(above.endLine, step.endLine);
    } else {
      steps.push(step);
      parent = line;
    }
  }
  return steps;
}

function shellSteps(
  code: Code,
  base: number,
  context: ExtractionContext,
): RunbookStep[] | null {
  const isShell = languageOf(code) !== null;
  const numbered = numberedComments(code.value, context.lastNumber, isShell);
  if (!numbered) return null;
  context.lastNumber = numbered.last;
  const first = numbered.lines[0].index;
  if (
    code.value
      .split('\n')
      .slice(0, first)
      .some(line => line.trim())
  ) {
    decide(
      context,
      base,
      base + first - 1,
      'context',
      'stands before the first numbered comment',
    );
  }
  return nest(numbered.lines, line => {
    const last = line.commands.at(-1)?.endIndex ?? line.index;
    const step = makeStep(
      {
        text: line.text,
        line: base + line.index,
        endLine: base + last,
        form: 'shell-comment',
        why: `numbered comment ${line.number.join('.')} of a shell fence`,
      },
      context,
    );
    step.context = line.notes.join('\n');
    const why = 'stands under a numbered comment';
    for (const { index, endIndex } of line.commands) {
      decide(context, base + index, base + endIndex, 'command', why);
    }
    step.commands = commandBlocks(
      line.commands.map(({ text, index }) => ({
        text: text.replace(/^\s*\$ /, ''),
        line: base + index,
      })),
      code,
    );
    return step;
  });
}

function textSteps(
  code: Code,
  base: number,
  leadIn: string | null,
  context: ExtractionContext,
): RunbookStep[] | null {
  const lines = numberedText(code.value.split('\n'));
  if (!lines) return null;
  const naming = context.names.procedure(context.headings, leadIn);
  if (!naming.named) return null;
  return nest(lines, line => {
    const step = makeStep(
      {
        text: line.text,
        line: base + line.index,
        endLine: base + line.index,
        form: 'ordered',
        why: `numbered line of a text fence; ${naming.why}`,
      },
      context,
    );
    step.context = line.notes.join('\n');
    return step;
  });
}

/**
 * Takes the steps that a fence holds; none when it is something to copy. Alert
 * playbooks go to the context: each of them is a checklist of its own.
 */
export function stepsOfFence(
  code: Code,
  leadIn: string | null,
  context: ExtractionContext,
): RunbookStep[] {
  const language = languageOf(code);
  const base = fenceContentLine(code);
  const isText = language === null || TEXT_LANGUAGES.has(language);
  const mayBePlaybook = language === null || PLAYBOOK_LANGUAGES.has(language);
  const alerts = mayBePlaybook ? alertBlocks(code.value) : null;
  if (alerts) {
    for (const block of alerts) {
      context.playbooks.push(alertPlaybook(block, base, context));
    }
    return [];
  }
  const mayBeShell = language === null || SHELL_LANGUAGES.has(language);
  const steps =
    (mayBeShell ? shellSteps(code, base, context) : null) ??
    (isText ? textSteps(code, base, leadIn, context) : null);
  if (steps) return steps;
  decide(
    context,
    startLine(code),
    endLine(code),
    'context',
    'fence without numbered steps; shown to copy',
  );
  return [];
}
