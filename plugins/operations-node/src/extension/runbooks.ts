import {
  BackstageCredentials,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  CheckParameters,
  CheckResult,
  RunMoment,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';

/** What a live check is asked about. */
export interface CheckInput {
  /** The entity whose checklist is worked through. */
  entityRef: string;
  /** As the runbook gives them: untrusted text, to be matched and never executed. */
  parameters: CheckParameters;
  /** The run that it is asked in: what was observed before it began may mean nothing. */
  run: RunMoment;
  /**
   * On whose behalf: the user's in a user's request, the runbooks plugin's own in
   * background work.
   */
  credentials: BackstageCredentials;
  now: Date;
  /** Fires when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** A live check: finds out whether a step of a checklist is fulfilled, and changes nothing. */
export interface Check {
  /** How runbooks name it, for example `backup.completed`. */
  readonly id: string;
  /** Name for people, for example "Backup completed". */
  readonly title: string;
  /**
   * What its parameters may be. With it, a runbook that gives others is told so with
   * file and line, and the check is not asked: the step is `unknown`.
   */
  readonly parameters?: z.ZodType;
  /**
   * Answers `unknown` with a reason when it cannot tell, about missing or stale
   * data above all; never `pass` on a guess. What it throws counts as unknown.
   */
  evaluate(input: CheckInput): Promise<CheckResult>;
}

/** Where modules plug live checks into the Runbooks tab. */
export interface ChecksExtensionPoint {
  addCheck(check: Check): void;
}

/** The extension point of live checks. */
export const checksExtensionPoint = createExtensionPoint<ChecksExtensionPoint>({
  id: 'runbooks.checks',
});

const CHECK_ID = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/;

/** Collects what modules add; refuses two checks of one id. */
export class CheckRegistry implements ChecksExtensionPoint {
  readonly #checks = new Map<string, Check>();

  /**
   * @throws ConflictError when the id is taken.
   * @throws InputError when the id is none.
   */
  addCheck(check: Check): void {
    if (!CHECK_ID.test(check.id)) {
      throw new InputError(
        `The check id "${check.id}" must be lower case words with a dot, such as backup.completed`,
      );
    }
    if (this.#checks.has(check.id)) {
      throw new ConflictError(
        `Two modules add a check with the id "${check.id}"; is a package installed twice?`,
      );
    }
    this.#checks.set(check.id, check);
  }

  get(id: string): Check | undefined {
    return this.#checks.get(id);
  }

  /** Ids of all checks. */
  keys(): Iterable<string> {
    return this.#checks.keys();
  }
}
