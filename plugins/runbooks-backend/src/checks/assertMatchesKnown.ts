import { InputError } from '@backstage/errors';
import {
  CheckLookUp,
  CheckMatch,
  problemsOfCheck,
} from '@opsdeck/backstage-plugin-runbooks-common';

/**
 * Sees that the configured rules name checks that there are, with parameters that they take.
 *
 * @throws InputError naming the key of the configuration.
 */
export function assertMatchesKnown(
  matches: readonly CheckMatch[],
  checks: CheckLookUp,
): void {
  for (const [index, { check, parameters }] of matches.entries()) {
    const problems = problemsOfCheck({ name: check, parameters }, checks);
    if (problems.length > 0) {
      throw new InputError(
        `Invalid configuration at opsdeck.runbooks.checkMatches[${index}]: ${problems.join(
          ' ',
        )}`,
      );
    }
  }
}
