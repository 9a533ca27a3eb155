import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DeadLetterStore,
  Delivery,
  EntityIndex,
  ReadDelivery,
  RejectedRecord,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { AlertProcessor } from '../collection/AlertProcessor';
import { senderOf } from './senders';

export interface AlertDeliveriesOptions {
  deadLetters: DeadLetterStore;
  processor: AlertProcessor;
  loadIndex: () => Promise<EntityIndex>;
  logger: LoggerService;
}

/** What a webhook about alerts does once it is stored, whoever sent it. */
export class AlertDeliveries {
  readonly #options: AlertDeliveriesOptions;

  constructor(options: AlertDeliveriesOptions) {
    this.#options = options;
  }

  /** Reads the catalog for one turn of the worker. */
  async open(): Promise<ReadDelivery> {
    const index = await this.#options.loadIndex();
    return delivery => this.#read(delivery, index);
  }

  #read(delivery: Delivery, index: EntityIndex): ReturnType<ReadDelivery> {
    const { processor, logger } = this.#options;
    const { sourceId, normalise } = senderOf(delivery.sender);
    const body = delivery.body.toString('utf8');
    const { alerts, rejected, truncated } = normalise(body);
    if (truncated > 0) {
      logger.info(
        `${delivery.receiver} left out ${truncated} alerts; the next poll fetches them`,
      );
    }
    return async (trx, now) => {
      const origin = { sourceId, scopeId: delivery.receiver };
      await processor.process(trx, index, origin, alerts, now);
      await this.#keep(trx, delivery, rejected, now);
    };
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
        sourceId: senderOf(delivery.sender).sourceId,
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
