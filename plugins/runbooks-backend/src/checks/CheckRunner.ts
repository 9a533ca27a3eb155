import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import {
  MAX_EVIDENCE_BYTES,
  canonicalJson,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  CheckRegistry,
  redactText,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  CheckResult,
  RunStep,
  RunbookStep,
  StepCheck,
  checkResultSchema,
  effectOf,
  flattenSteps,
  noAnswer,
  problemsOfCheck,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { RunStore, RunToCheck } from '../database/RunStore';

/** A person waits for the first results; a check that takes longer is looked at later. */
const TIMEOUT_MS = 5_000;

/** Leaves room for the rest of the evidence that the answer becomes part of. */
const MAX_ANSWER_BYTES = MAX_EVIDENCE_BYTES / 2;
const MAX_MESSAGE = 1_000;

export interface CheckRunnerOptions {
  checks: Pick<CheckRegistry, 'get' | 'keys'>;
  runs: RunStore;
  logger: LoggerService;
  clock?: () => Date;
}

/** Looks at the live checks of runs and keeps what they find. */
export class CheckRunner {
  readonly #options: CheckRunnerOptions;
  readonly #clock: () => Date;

  constructor(options: CheckRunnerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Looks at the checks of one run, if it is still under way. */
  async checkRun(
    run: RunToCheck,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const current = new Map(run.steps.map(step => [step.stepId, step]));
    const asked = flattenSteps(run.definition.steps).flatMap(({ step }) => {
      const state = current.get(step.id);
      return step.check && state && isWatched(state)
        ? { step, check: step.check }
        : [];
    });
    await Promise.all(
      asked.map(async ({ step, check }) => {
        const result = await this.#evaluate(run, check, credentials);
        await this.#keep(run.id, step, { check, result });
      }),
    );
  }

  /** The step may have changed while the check was under way: what counts is how it stands now. */
  async #keep(
    runId: string,
    definition: RunbookStep,
    looked: { check: StepCheck; result: CheckResult },
  ) {
    const now = this.#clock();
    try {
      await this.#options.runs.change(runId, async writer => {
        const step = await writer.step(definition.id);
        if (!isWatched(step)) return;
        const effect = effectOf(step, looked.result, now, definition);
        await writer.setCheck(step, looked, effect, now);
      });
    } catch (error) {
      if (!isError(error) || error.name !== 'ConflictError') throw error;
      // The run has ended meanwhile.
    }
  }

  async #evaluate(
    run: RunToCheck,
    asked: StepCheck,
    credentials: BackstageCredentials,
  ): Promise<CheckResult> {
    const check = this.#options.checks.get(asked.name);
    const problems = problemsOfCheck(asked, this.#options.checks);
    if (!check || problems.length > 0) {
      return noAnswer(problems.join(' '), check?.title ?? asked.name);
    }
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await Promise.race([
        check.evaluate({
          entityRef: run.entityRef,
          parameters: asked.parameters,
          run: {
            startedAt: run.startedAt,
            opensAt: run.opensAt,
            kind: run.definition.kind,
          },
          credentials,
          now: this.#clock(),
          signal,
        }),
        rejectOn(signal),
      ]);
      const result = checkResultSchema.parse(answer);
      assertKeepable(result);
      return result;
    } catch (error) {
      const message = isError(error) ? messageOf(error) : 'no reason';
      this.#options.logger.debug(
        `The live check ${check.id} failed: ${message}`,
      );
      return noAnswer(`The check could not be made: ${message}`, check.title);
    }
  }
}

/** What a person has set aside is not looked at any more. */
function isWatched({ state }: Pick<RunStep, 'state'>): boolean {
  return state === 'open' || state === 'done';
}

/** What cannot be evidence can tick nothing. */
function assertKeepable(result: CheckResult): void {
  const bytes = Buffer.byteLength(canonicalJson(result));
  if (bytes > MAX_ANSWER_BYTES) {
    throw new InputError(
      `its answer is ${bytes} bytes long; at most ${MAX_ANSWER_BYTES} are kept`,
    );
  }
}

/** Short, without secrets and without half characters, so that it can be kept. */
function messageOf({ message }: Error): string {
  return redactText(message)
    .slice(0, MAX_MESSAGE)
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
}
