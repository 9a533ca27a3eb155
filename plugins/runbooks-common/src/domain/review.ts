import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import { RunStep } from '../api';
import { RunbookStep } from '../import';
import { awaitsConfirmation } from './steps';

/**
 * Whether two entity refs name the same person, however they are written: case and
 * left-out kind or namespace do not make somebody else of them.
 */
export function isSamePerson(a: string, b: string): boolean {
  return personKey(a) === personKey(b);
}

function personKey(ref: string): string {
  const defaults = { defaultKind: 'user', defaultNamespace: 'default' };
  try {
    return stringifyEntityRef(
      parseEntityRef(ref.trim(), defaults),
    ).toLowerCase();
  } catch {
    // An identity provider may hand out something that is no ref.
    return ref.trim().toLowerCase();
  }
}

/**
 * Whether a person may confirm or reject what became of a step (four eyes,
 * segregation of duties: the doer is not the approver). What a live check did, any
 * person may confirm.
 *
 * @throws InputError when the step waits for no second person.
 * @throws NotAllowedError when it was this person who set it.
 */
export function checkReview(
  definition: RunbookStep,
  step: RunStep,
  reviewer: string,
): void {
  if (!definition.fourEyes) {
    throw new InputError('This step needs no second person');
  }
  if (!awaitsConfirmation(definition, step)) {
    throw new InputError(
      step.state === 'open'
        ? 'This step is open; it is confirmed once somebody has done it'
        : `This step was confirmed by ${step.confirmedBy} already`,
    );
  }
  if (step.actor !== null && isSamePerson(step.actor, reviewer)) {
    throw new NotAllowedError(
      'You set this step yourself; it takes a second person to confirm it',
    );
  }
}
