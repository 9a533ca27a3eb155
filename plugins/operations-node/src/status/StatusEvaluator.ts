import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  Capability,
  EntityStatus,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { abortable } from '../collection/abortable';
import { redactText } from '../redact';
import { StatusPublisher } from './StatusPublisher';
import { StatusDraft, StatusStore } from './StatusStore';

const BATCH = 100;
const POPULATION_PERIOD_MS = 15_000;
/** What could not be evaluated is tried again after this. */
const RETRY_AFTER_MS = 60_000;
/** One evaluation that hangs must not keep all others from their turn. */
const EVALUATION_LIMIT_MS = 10_000;
const MAX_REASON = 200;

export interface StatusEvaluatorOptions {
  capability: Capability;
  store: StatusStore;
  publisher: StatusPublisher;
  /** Every entity that must have a status, declared or not. */
  population(): Promise<readonly string[]>;
  /** Judges one entity at `now`; undefined when it has left the catalog. */
  evaluate(entityRef: string, now: Date): Promise<StatusDraft | undefined>;
  logger: LoggerService;
  clock?: () => Date;
  /** Time for one entity. */
  evaluationLimitMs?: number;
}

/** Re-evaluates what is due and tells the fleet board. */
export class StatusEvaluator {
  readonly #options: StatusEvaluatorOptions;
  readonly #clock: () => Date;
  #populatedAt = 0;
  #boardAnswers = true;

  constructor(options: StatusEvaluatorOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Puts the evaluation on Backstage's scheduler as one global task. */
  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'evaluate-statuses',
      frequency: { seconds: 5 },
      timeout: { minutes: 1 },
      scope: 'global',
      fn: async signal => {
        await this.evaluateDue(signal);
      },
    });
  }

  /** Evaluates everything that is due; answers how many entities that were. */
  async evaluateDue(signal: AbortSignal): Promise<number> {
    const startedAt = this.#clock();
    await this.#populate(startedAt);
    let evaluated = 0;
    while (!signal.aborted) {
      // A clock that is set back must not make what is done due again.
      const cutoff = Math.min(startedAt.getTime(), this.#clock().getTime());
      const due = await this.#options.store.due(new Date(cutoff), BATCH);
      if (due.length === 0) break;
      await this.#publish(await this.#evaluate(due, signal));
      evaluated += due.length;
    }
    return evaluated;
  }

  /** What is due is evaluated even when the population is out of reach. */
  async #populate(now: Date) {
    const since = Math.abs(now.getTime() - this.#populatedAt);
    if (since < POPULATION_PERIOD_MS) return;
    const { store, population, logger } = this.#options;
    try {
      await store.ensure(await population(), now);
    } catch (error) {
      logger.warn(
        'The entities that must have a status could not be listed; new ones wait for the next try',
        toError(error),
      );
    }
    this.#populatedAt = now.getTime();
  }

  async #evaluate(
    entityRefs: readonly string[],
    signal: AbortSignal,
  ): Promise<EntityStatus[]> {
    const { capability, store, logger } = this.#options;
    const statuses: EntityStatus[] = [];
    const failed: { entityRef: string; error: Error }[] = [];
    for (const entityRef of entityRefs) {
      if (signal.aborted) break;
      const now = this.#clock();
      const retryAt = new Date(now.getTime() + RETRY_AFTER_MS);
      let draft: StatusDraft | undefined;
      try {
        draft = await this.#judge(entityRef, now, signal);
      } catch (error) {
        if (signal.aborted) break;
        // What was known before may be wrong by now: it must not stay green.
        failed.push({ entityRef, error: toError(error) });
        draft = unknownBecause(toError(error), retryAt);
      }
      try {
        if (draft) {
          statuses.push(await store.save(capability, entityRef, draft, now));
        } else await store.remove(entityRef);
      } catch (error) {
        failed.push({ entityRef, error: toError(error) });
        await store.postpone(entityRef, retryAt);
      }
    }
    if (failed.length > 0) {
      const [{ entityRef, error }] = failed;
      logger.error(
        `${failed.length} of ${entityRefs.length} statuses could not be evaluated, the first that of ${entityRef}; they are unknown until they are tried again in a minute`,
        error,
      );
    }
    return statuses;
  }

  async #judge(
    entityRef: string,
    now: Date,
    signal: AbortSignal,
  ): Promise<StatusDraft | undefined> {
    const { evaluate, evaluationLimitMs = EVALUATION_LIMIT_MS } = this.#options;
    const limit = new AbortController();
    const timer = setTimeout(
      () =>
        limit.abort(
          new Error(`it took longer than ${humanDuration(evaluationLimitMs)}`),
        ),
      evaluationLimitMs,
    );
    try {
      return await abortable(
        evaluate(entityRef, now),
        AbortSignal.any([signal, limit.signal]),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** What the board does not take now, its next full sync fetches: a warning is enough, and one. */
  async #publish(statuses: readonly EntityStatus[]) {
    try {
      await this.#options.publisher.publish(statuses);
      this.#boardAnswers = true;
    } catch (error) {
      if (this.#boardAnswers) {
        this.#options.logger.warn(
          `The fleet board does not take statuses; its full sync will fetch them when it is back: ${error}`,
        );
      }
      this.#boardAnswers = false;
    }
  }
}

function unknownBecause({ message }: Error, lookAgainAt: Date): StatusDraft {
  const reason = redactText(message).replace(/\s+/g, ' ').slice(0, MAX_REASON);
  return {
    verdict: 'unknown',
    headline: `could not be evaluated: ${reason}`,
    lookAgainAt,
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
