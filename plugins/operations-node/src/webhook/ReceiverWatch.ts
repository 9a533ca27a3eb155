import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { WebhookReceiver, receiverName } from './receiver';
import { ReceiverStore } from './ReceiverStore';
import { isSilent } from './silence';

export interface ReceiverWatchOptions {
  receivers: readonly WebhookReceiver[];
  store: ReceiverStore;
  /**
   * Has a scope read at once, as `SourcesService.runNow`.
   *
   * @throws ConflictError when it is being read or was read just now.
   * @throws NotFoundError when there is no such scope.
   */
  readNow: (sourceId: string, scopeId: string) => Promise<void>;
  logger: LoggerService;
  clock?: () => Date;
}

/**
 * Repairs what webhooks missed. A webhook that is lost leaves no trace: so the
 * source of a receiver is read at once after every start, when the sender falls
 * silent, and when it is heard again. In between its own cadence does the same.
 */
export class ReceiverWatch {
  readonly #options: ReceiverWatchOptions;
  readonly #clock: () => Date;

  constructor(options: ReceiverWatchOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Call it when the scopes of the sources are known. */
  async start(scheduler: SchedulerService): Promise<void> {
    const { receivers, store } = this.#options;
    await store.register(receivers, this.#clock());
    for (const receiver of receivers) await this.#reconcile(receiver);
    await scheduler.scheduleTask({
      id: 'watch-webhooks',
      frequency: { minutes: 1 },
      timeout: { minutes: 1 },
      scope: 'global',
      fn: async () => this.check(),
    });
  }

  /** Notices who has fallen silent and who is heard again. */
  async check(): Promise<void> {
    const { receivers, store, logger } = this.#options;
    const now = this.#clock();
    const records = await store.list();
    for (const receiver of receivers) {
      const record = records.find(
        each =>
          each.sender === receiver.sender &&
          each.receiver === receiver.receiver,
      );
      if (!record || !receiver.maxSilence) continue;
      const silent = isSilent(record, receiver.maxSilence, now);
      if (silent === (record.silentSince !== null)) continue;
      logger.warn(
        silent
          ? `No webhook has come to ${receiverName(receiver)} for more than ${
              receiver.maxSilence
            }`
          : `Webhooks come to ${receiverName(receiver)} again`,
      );
      await this.#reconcile(receiver);
      await store.noteSilence(receiver, silent ? now : null);
    }
  }

  async #reconcile(receiver: WebhookReceiver): Promise<void> {
    const { readNow, logger } = this.#options;
    const { reconciledBy } = receiver;
    if (!reconciledBy) return;
    try {
      await readNow(reconciledBy.sourceId, reconciledBy.scopeId);
    } catch (error) {
      // It is read anyway, or there is nothing to read.
      const { name } = Object(error);
      if (name !== ConflictError.name && name !== NotFoundError.name)
        throw error;
      logger.info(`${receiverName(receiver)} is not reconciled now: ${error}`);
    }
  }
}
