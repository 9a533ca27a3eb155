import { ImportProblem, RunbookChecklist, StepCheck } from '../../import';
import { flattenSteps } from '../steps';
import { CheckContract } from './contracts';
import { parameterProblems } from './parameters';

/** What is known of a check: its parameters are not looked at when it does not declare them. */
export type KnownCheck = Pick<CheckContract, 'title'> &
  Partial<Pick<CheckContract, 'parameters'>>;

/** The checks that there are, by id. */
export interface CheckLookUp {
  get(id: string): KnownCheck | undefined;
  keys(): Iterable<string>;
}

/** What is wrong with how a check is asked, one sentence each; empty when nothing is. */
export function problemsOfCheck(
  { name, parameters }: Pick<StepCheck, 'name' | 'parameters'>,
  known: CheckLookUp,
): string[] {
  const contract = known.get(name);
  if (!contract) {
    return [
      `There is no live check "${name}"; known are ${[...known.keys()]
        .sort()
        .join(', ')}.`,
    ];
  }
  if (!contract.parameters) return [];
  return parameterProblems(contract.parameters, parameters).map(
    problem => `A parameter of the check "${name}" cannot be used: ${problem}.`,
  );
}

/** What is wrong with the live checks of checklists, with the line of the document. */
export function checkProblems(
  checklists: readonly RunbookChecklist[],
  known: CheckLookUp,
): ImportProblem[] {
  return checklists
    .flatMap(({ steps }) => flattenSteps(steps))
    .flatMap(({ step: { check } }) =>
      check
        ? problemsOfCheck(check, known).map(message => ({
            code: known.get(check.name) ? 'check-parameter' : 'check-unknown',
            message,
            line: check.line,
            severity: 'warning' as const,
          }))
        : [],
    );
}
