import type {
  CommandBlock,
  RunbookChecklist,
  RunbookDocument,
  RunbookStep,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { count } from './count';

const LONGEST_COMMAND = 100;

function facts(checklist: RunbookChecklist): string {
  const { alert } = checklist;
  return [
    checklist.kind,
    checklist.cadence,
    checklist.at &&
      `due ${checklist.at}${checklist.zone ? ` ${checklist.zone}` : ''}`,
    checklist.execution,
    checklist.mode,
    checklist.role,
    checklist.owner,
    checklist.duration && `takes ${checklist.duration}`,
    alert &&
      `alert ${alert.name}${
        alert.response ? `, respond within ${alert.response}` : ''
      }`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function marks(step: RunbookStep): string {
  const found = [
    step.check && `check ${step.check.name}`,
    step.killer && 'killer',
    step.fourEyes && 'four eyes',
  ].filter(Boolean);
  return found.length > 0 ? `  (${found.join(', ')})` : '';
}

function commandLine(command: CommandBlock, indent: string): string {
  const [first, ...rest] = command.text.trim().split('\n');
  const short =
    first.length > LONGEST_COMMAND
      ? `${first.slice(0, LONGEST_COMMAND - 1)}…`
      : first;
  const more = rest.length > 0 ? ` (+${count(rest.length, 'line')})` : '';
  const danger =
    command.dangers.length > 0 ? `  DANGER: ${command.dangers.join(', ')}` : '';
  return `${indent}$ ${short}${more}${danger}`;
}

function stepLines(
  steps: RunbookStep[],
  indent: string,
  width: number,
): string[] {
  return steps.flatMap(step => [
    `${String(step.line).padStart(width)}  ${indent}- ${step.text}${marks(
      step,
    )}`,
    ...step.commands.map(command =>
      commandLine(command, `${' '.repeat(width)}  ${indent}  `),
    ),
    ...stepLines(step.children, `${indent}  `, width),
  ]);
}

function checklistLines(checklist: RunbookChecklist, width: number): string[] {
  const path = checklist.headingPath.slice(0, -1).join(' > ');
  const margin = ' '.repeat(width);
  return [
    '',
    `${String(checklist.line).padStart(width)}  ${checklist.title}${
      path ? `   (${path})` : ''
    }`,
    `${margin}  ${facts(checklist)}`,
    ...stepLines(checklist.steps, '', width),
  ];
}

/** A document as a tree to read: line numbers on the left, then what they became. */
export function runbookTree(name: string, document: RunbookDocument): string {
  const { checklists, totals } = document;
  const steps = Object.values(totals).reduce((sum, number) => sum + number, 0);
  const forms = Object.entries(totals)
    .filter(([, number]) => number > 0)
    .map(([form, number]) => `${number} ${form}`)
    .join(', ');
  const summary =
    checklists.length === 0
      ? 'no steps found'
      : `${count(checklists.length, 'checklist')}, ${count(
          steps,
          'step',
        )} (${forms})`;
  const width = String(document.lineCount).length;
  return [
    `${name}: ${summary}`,
    ...checklists.flatMap(checklist => checklistLines(checklist, width)),
    '',
  ].join('\n');
}
