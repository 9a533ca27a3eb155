import { matchesGlob } from '@opsdeck/backstage-plugin-operations-common';
import {
  ChecklistKind,
  ImportProblem,
  RunbookChecklist,
  RunbookStep,
} from '../../import';

/** A configured rule: a step that says this asks that check. */
export interface CheckMatch {
  /** The whole text of the step; `*` stands for any number of words, and nothing else is special. */
  text: string;
  /** Words or phrases with which it does not fit all the same. */
  except: readonly string[];
  /** Kinds of checklist that it is for; empty for all. */
  kinds: readonly ChecklistKind[];
  check: string;
  parameters: Readonly<Record<string, string>>;
}

/**
 * Gives the steps that name no check the one that a configured rule finds by their
 * text. Two rules that find different ones find none: that is a problem with its line.
 */
export function matchChecks(
  checklists: readonly RunbookChecklist[],
  rules: readonly CheckMatch[],
): { checklists: RunbookChecklist[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const matched = checklists.map(checklist => {
    const fitting = rules.filter(
      ({ kinds }) => kinds.length === 0 || kinds.includes(checklist.kind),
    );
    return {
      ...checklist,
      steps: checklist.steps.map(step => matchStep(step, fitting, problems)),
    };
  });
  return { checklists: matched, problems };
}

function matchStep(
  step: RunbookStep,
  rules: readonly CheckMatch[],
  problems: ImportProblem[],
): RunbookStep {
  const children = step.children.map(each => matchStep(each, rules, problems));
  if (step.check) return { ...step, children };
  const found = rules.filter(rule => fits(rule, step.text));
  const asked = new Set(
    found.map(({ check, parameters }) =>
      JSON.stringify([check, Object.entries(parameters).sort()]),
    ),
  );
  if (asked.size > 1) {
    problems.push({
      code: 'check-match-ambiguous',
      message: `The text fits several rules of opsdeck.runbooks.checkMatches (${found
        .map(({ check }) => check)
        .join(', ')}), so none counts; name the check in the step.`,
      line: step.line,
      severity: 'warning',
    });
  }
  const [rule] = found;
  return asked.size === 1
    ? {
        ...step,
        children,
        check: {
          name: rule.check,
          parameters: { ...rule.parameters },
          line: step.line,
        },
      }
    : { ...step, children };
}

function fits({ text, except }: CheckMatch, said: string): boolean {
  const words = wordsOf(said);
  return (
    matchesGlob(patternOf(text), words) &&
    !except.some(each => words.includes(wordsOf(each)))
  );
}

/** Words in small letters, a space on either side of each; punctuation says nothing. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .filter(word => word !== '')
    .map(word => ` ${word} `)
    .join('');
}

/** The same of a pattern: its `*` stands for any number of whole words. */
function patternOf(text: string): string {
  return text.split('*').map(wordsOf).join('*');
}
