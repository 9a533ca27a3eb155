import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  Delivery,
  EntityIndex,
  WebhookInbox,
} from '@opsdeck/backstage-plugin-operations-node';
import { AlertProcessor, OnOpened } from '../collection/AlertProcessor';
import { IncidentStore } from '../database/IncidentStore';
import { parseAlertmanagerWebhook } from './parseAlertmanagerWebhook';

const BATCH = 50;

/** The source under which webhook alerts are filed; its scope is the receiver. */
export const WEBHOOK_SOURCE_ID = 'alertmanager-alerts';

export interface InboxWorkerOptions {
  inbox: WebhookInbox;
  incidents: IncidentStore;
  processor: AlertProcessor;
  loadIndex: () => Promise<EntityIndex>;
  onOpened: OnOpened;
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

  async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      const deliveries = await this.#options.inbox.waiting(BATCH);
      for (const delivery of deliveries) {
        if (signal.aborted) return;
        await this.#process(delivery);
      }
      if (deliveries.length < BATCH) return;
    }
  }

  async #process(delivery: Delivery): Promise<void> {
    const { inbox, incidents, processor, logger } = this.#options;
    let parsed;
    try {
      parsed = parseAlertmanagerWebhook(delivery.body);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn(
        `A delivery to ${delivery.receiver} is quarantined: ${reason}`,
      );
      await inbox.quarantine(delivery.id, reason, this.#clock());
      return;
    }
    const { alerts, truncated } = parsed;
    if (truncated > 0) {
      logger.info(
        `${delivery.receiver} left out ${truncated} alerts; the next poll fetches them`,
      );
    }
    const index = await this.#options.loadIndex();
    const opened = await incidents.transaction(async trx => {
      const now = this.#clock();
      if (!(await inbox.markProcessed(trx, delivery.id, now))) return [];
      const origin = {
        sourceId: WEBHOOK_SOURCE_ID,
        scopeId: delivery.receiver,
      };
      return processor.process(trx, index, origin, alerts, now);
    });
    opened.forEach(this.#options.onOpened);
  }
}
