import type { RunbookChecklist, RunbookDocument, RunbookStep } from '../types';

function stepLines(steps: RunbookStep[], indent: string): string[] {
  return steps.flatMap(step => [
    `${indent}${step.line}-${step.endLine} ${step.form}: ${step.text}`,
    ...(step.explicitId ? [`${indent}  id ${step.id}`] : []),
    ...(step.check
      ? [
          `${indent}  check ${step.check.name} ${JSON.stringify(
            step.check.parameters,
          )}`,
        ]
      : []),
    ...(step.killer ? [`${indent}  killer`] : []),
    ...(step.fourEyes ? [`${indent}  four eyes`] : []),
    ...(step.pausePoint ? [`${indent}  pause point`] : []),
    ...(step.context
      ? [`${indent}  context ${JSON.stringify(step.context)}`]
      : []),
    ...step.commands.map(
      command =>
        `${indent}  $ ${command.line} ${
          command.language ?? '-'
        } ${JSON.stringify(command.text)} ${JSON.stringify(
          command.attributes,
        )} [${command.dangers.join(', ')}]`,
    ),
    ...stepLines(step.children, `${indent}    `),
  ]);
}

function checklistLines(checklist: RunbookChecklist): string[] {
  const { alert, controls } = checklist;
  return [
    '',
    `${checklist.line} ${checklist.headingPath.join(' > ') || '(no heading)'}`,
    `  title ${checklist.title}`,
    `  ${checklist.kind}, ${checklist.cadence ?? 'no cadence'}, ${
      checklist.execution
    }, ${checklist.mode}`,
    `  owner ${checklist.owner}, role ${checklist.role}, at ${checklist.at} ${checklist.zone}, duration ${checklist.duration}`,
    ...(alert ? [`  alert ${alert.name}, response ${alert.response}`] : []),
    ...(controls.length > 0 ? [`  controls ${controls.join('; ')}`] : []),
    ...checklist.commands.map(
      command => `  beside: ${JSON.stringify(command.text)}`,
    ),
    ...stepLines(checklist.steps, '  '),
  ];
}

/** A document as text that a person can check line by line against its source. */
export function renderGolden(document: RunbookDocument): string {
  return [
    `${document.title}: ${JSON.stringify(document.totals)}`,
    ...document.checklists.flatMap(checklistLines),
    '',
    'without steps:',
    ...document.contexts.map(
      ({ line, headingPath, commands }) =>
        `  ${line} ${headingPath.join(' > ')} (${commands.length})`,
    ),
    'problems:',
    ...document.problems.map(
      ({ line, severity, code }) => `  ${line} ${severity} ${code}`,
    ),
    '',
  ].join('\n');
}
