import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  Capability,
  EntityStatus,
} from '@opsdeck/backstage-plugin-operations-common';
import { StatusPublisher } from './StatusPublisher';
import { StatusDraft, StatusStore } from './StatusStore';

const BATCH = 100;
const POPULATION_PERIOD_MS = 15_000;
/** What could not be evaluated is tried again after this. */
const RETRY_AFTER_MS = 60_000;

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
    const { capability, store, evaluate, logger } = this.#options;
    const statuses: EntityStatus[] = [];
    const failed: { entityRef: string; error: Error }[] = [];
    for (const entityRef of entityRefs) {
      if (signal.aborted) break;
      const now = this.#clock();
      try {
        const draft = await evaluate(entityRef, now);
        if (draft) {
          statuses.push(await store.save(capability, entityRef, draft, now));
        } else await store.remove(entityRef);
      } catch (error) {
        failed.push({ entityRef, error: toError(error) });
        const retryAt = new Date(now.getTime() + RETRY_AFTER_MS);
        await store.postpone(entityRef, retryAt);
      }
    }
    if (failed.length > 0) {
      const [{ entityRef, error }] = failed;
      logger.error(
        `${failed.length} of ${entityRefs.length} statuses could not be evaluated, the first that of ${entityRef}; they are tried again in a minute and turn unknown when they expire`,
        error,
      );
    }
    return statuses;
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

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
