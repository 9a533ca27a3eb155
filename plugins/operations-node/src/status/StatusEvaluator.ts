import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  Capability,
  EntityStatus,
} from '@opsdeck/backstage-plugin-operations-common';
import { StatusPublisher } from './StatusPublisher';
import { StatusDraft, StatusStore } from './StatusStore';

const BATCH = 100;
const POPULATION_PERIOD_MS = 60_000;

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
      timeout: { minutes: 5 },
      scope: 'global',
      fn: async signal => {
        await this.evaluateDue(signal);
      },
    });
  }

  /** Evaluates everything that is due; answers how many entities that were. */
  async evaluateDue(signal: AbortSignal): Promise<number> {
    const cutoff = this.#clock();
    await this.#populate(cutoff);
    let evaluated = 0;
    while (!signal.aborted) {
      const due = await this.#options.store.due(cutoff, BATCH);
      if (due.length === 0) break;
      await this.#publish(await this.#evaluate(due));
      evaluated += due.length;
    }
    return evaluated;
  }

  async #populate(now: Date) {
    if (now.getTime() - this.#populatedAt < POPULATION_PERIOD_MS) return;
    await this.#options.store.ensure(await this.#options.population(), now);
    this.#populatedAt = now.getTime();
  }

  async #evaluate(entityRefs: readonly string[]): Promise<EntityStatus[]> {
    const { capability, store, evaluate } = this.#options;
    const statuses: EntityStatus[] = [];
    for (const entityRef of entityRefs) {
      const now = this.#clock();
      const draft = await evaluate(entityRef, now);
      if (draft)
        statuses.push(await store.save(capability, entityRef, draft, now));
      else await store.remove(entityRef);
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
