import type { RunbookStep, StepForm } from '../types';
import { decide, type ExtractionContext } from './context';
import { cleanText, noDirectives, type Directives } from './directives';

/** Longest text of a step, in characters. */
const MAX_TEXT = 2_000;

/** What a step is made of. */
export interface StepParts {
  text: string;
  line: number;
  endLine: number;
  form: StepForm;
  why: string;
  directives?: Directives;
}

/** Warns of an item that begins like a task item but is none. */
export function warnOfBrokenBox(
  line: number,
  context: ExtractionContext,
): void {
  context.problems.add(
    'warning',
    'task-marker-malformed',
    line,
    'This looks like a task item but is none; write "- [ ] " and then the text.',
  );
}

/** Makes a step without commands and children. */
export function makeStep(
  parts: StepParts,
  context: ExtractionContext,
): RunbookStep {
  const directives = parts.directives ?? noDirectives();
  const { text } = cleanText(parts.text, parts.line, directives);
  for (const fault of directives.faults) {
    context.problems.add('warning', 'directive-invalid', parts.line, fault);
  }
  decide(context, parts.line, parts.line, 'step', parts.why, parts.form);
  return {
    id: directives.id ?? '',
    explicitId: directives.id !== null,
    text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text,
    line: parts.line,
    endLine: parts.endLine,
    form: parts.form,
    commands: [],
    children: [],
    context: '',
    check: directives.check,
    killer: directives.killer,
    fourEyes: directives.fourEyes,
    pausePoint: directives.pausePoint,
  };
}
