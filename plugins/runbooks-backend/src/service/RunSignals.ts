import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import { RUN_CHANGED_CHANNEL } from '@opsdeck/backstage-plugin-runbooks-common';
import { WatcherStore } from '../database/WatcherStore';

/** A page that is open asks again at least this often, see `useRun` of the tab. */
const WATCHING_MS = 5 * 60_000;

export interface RunSignalsOptions {
  watchers: WatcherStore;
  signals: Pick<SignalsService, 'publish'>;
  logger: LoggerService;
  clock?: () => Date;
}

/**
 * Tells those who have a run on screen that it has changed. The signal holds the
 * id alone: what has changed they ask for, with their own permissions.
 */
export class RunSignals {
  readonly #options: RunSignalsOptions;
  readonly #clock: () => Date;

  constructor(options: RunSignalsOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Notes that a person has the run on screen. */
  async seen(runId: string, userRef: string): Promise<void> {
    await this.#options.watchers.seen(runId, userRef, this.#clock());
  }

  /** Never fails: the change is kept, and who is not told asks again by themselves. */
  async changed(runId: string): Promise<void> {
    const { watchers, signals, logger } = this.#options;
    try {
      const people = await watchers.watching(runId, this.#clock(), WATCHING_MS);
      if (people.length === 0) return;
      await signals.publish({
        recipients: { type: 'user', entityRef: people },
        channel: RUN_CHANGED_CHANNEL,
        message: { runId },
      });
    } catch (error) {
      logger.warn(
        `Nobody was told that run ${runId} has changed: ${stringifyError(
          error,
        )}`,
      );
    }
  }
}
