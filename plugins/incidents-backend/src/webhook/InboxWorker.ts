import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  DeadLetterStore,
  Delivery,
  EntityIndex,
  RejectedRecord,
  WebhookInbox,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { AlertProcessor } from '../collection/AlertProcessor';
import { IncidentStore } from '../database/IncidentStore';
import {
  AlertmanagerDelivery,
  parseAlertmanagerWebhook,
} from './parseAlertmanagerWebhook';

const BATCH = 50;
/** A delivery that cannot be stored this often is set aside. */
const MAX_TRIES = 5;
const RETRY_MS = 10_000;

/** The source under which webhook alerts are filed; its scope is the receiver. */
export const WEBHOOK_SOURCE_ID = 'alertmanager-alerts';

export interface InboxWorkerOptions {
  inbox: WebhookInbox;
  deadLetters: DeadLetterStore;
  incidents: IncidentStore;
  processor: AlertProcessor;
  loadIndex: () => Promise<EntityIndex>;
  logger: LoggerService;
  clock?: () => Date;
}

/** Processes stored deliveries; the effect and the mark are one transaction. */
export class InboxWorker {
  readonly #options: InboxWorkerOptions;
  readonly #clock: () => Date;
  #running: Promise<void> | undefined;

  constructor(options: InboxWorkerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'process-webhooks',
      frequency: { seconds: 10 },
      timeout: { minutes: 2 },
      scope: 'global',
      fn: async signal => this.run(signal),
    });
  }

  /** Processes soon after a delivery; the scheduled task is the safety net. */
  kick(): void {
    this.#running ??= this.run(AbortSignal.timeout(60_000))
      .catch(error =>
        this.#options.logger.error('Processing webhooks failed', error),
      )
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Processes what waits, in the order in which it came; one that fails holds up no other. */
  async run(signal: AbortSignal): Promise<void> {
    const { inbox, loadIndex } = this.#options;
    for (;;) {
      const deliveries = await inbox.waiting(BATCH, this.#clock());
      if (deliveries.length === 0) return;
      const index = await loadIndex();
      for (const delivery of deliveries) {
        if (signal.aborted) return;
        await this.#process(delivery, index);
      }
    }
  }

  async #process(delivery: Delivery, index: EntityIndex): Promise<void> {
    let parsed: AlertmanagerDelivery;
    try {
      parsed = parseAlertmanagerWebhook(delivery.body);
    } catch (error) {
      await this.#setAside(delivery, messageOf(error));
      return;
    }
    try {
      await this.#apply(delivery, index, parsed);
    } catch (error) {
      await this.#failed(delivery, error);
    }
  }

  async #apply(
    delivery: Delivery,
    index: EntityIndex,
    { alerts, rejected, truncated }: AlertmanagerDelivery,
  ): Promise<void> {
    const { inbox, incidents, processor, logger } = this.#options;
    if (truncated > 0) {
      logger.info(
        `${delivery.receiver} left out ${truncated} alerts; the next poll fetches them`,
      );
    }
    await incidents.transaction(async trx => {
      const now = this.#clock();
      if (!(await inbox.markProcessed(trx, delivery.id, now))) return;
      const origin = {
        sourceId: WEBHOOK_SOURCE_ID,
        scopeId: delivery.receiver,
      };
      await processor.process(trx, index, origin, alerts, now);
      await this.#keep(trx, delivery, rejected, now);
    });
  }

  async #failed(delivery: Delivery, error: unknown): Promise<void> {
    const { inbox, logger } = this.#options;
    logger.error(
      `A delivery to ${delivery.receiver} could not be processed (try ${
        delivery.tries + 1
      } of ${MAX_TRIES})`,
      error instanceof Error ? error : new Error(String(error)),
    );
    if (delivery.tries + 1 >= MAX_TRIES) {
      await this.#setAside(delivery, 'It could not be stored; see the log');
      return;
    }
    const nextTryAt = new Date(this.#clock().getTime() + RETRY_MS);
    await inbox.retryLater(delivery.id, messageOf(error), nextTryAt);
  }

  /** Out of the way, with the reason, and to be seen on the Sources page. */
  async #setAside(delivery: Delivery, reason: string): Promise<void> {
    const { inbox, incidents, logger } = this.#options;
    logger.warn(`A delivery to ${delivery.receiver} is set aside: ${reason}`);
    await incidents.transaction(async trx => {
      const now = this.#clock();
      if (await inbox.quarantine(trx, delivery.id, reason, now)) {
        const letter = { payload: delivery.body, reason: `Webhook: ${reason}` };
        await this.#keep(trx, delivery, [letter], now);
      }
    });
  }

  async #keep(
    trx: Knex.Transaction,
    delivery: Delivery,
    rejected: readonly RejectedRecord[],
    now: Date,
  ): Promise<void> {
    await this.#options.deadLetters.add(
      trx,
      {
        sourceId: WEBHOOK_SOURCE_ID,
        scope: { id: delivery.receiver, title: '', attributes: {} },
        number: 0,
        runId: delivery.id,
        sweepStartedAt: now,
        consecutiveFailures: 0,
      },
      rejected,
      now,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
