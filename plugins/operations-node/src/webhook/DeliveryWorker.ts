import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { storageProblem } from '../collection/errors';
import { ClaimedDelivery, Delivery } from './deliveryRows';
import { deliveryRetryDelay } from './deliveryRetry';
import { WebhookReceiver, receiverName } from './receiver';
import { OpenedDelivery } from './schemes';
import { DeliveryRefusal, WebhookInbox } from './WebhookInbox';
import { WebhookMetrics } from './WebhookMetrics';

/** Deliveries for which what a turn needs, such as the catalog, is read once. */
const BATCH = 50;
/** A delivery whose process died is taken up by another one after this time. */
const LEASE_MS = 30_000;
const KICK_MS = 60_000;

/** A delivery makes no sense and never will: no try is wasted on it. */
export class UnreadableDeliveryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableDeliveryError';
  }
}

/**
 * Reads a delivery and answers what it does, to be done in the transaction that
 * also marks it as processed.
 *
 * @throws UnreadableDeliveryError saying what is wrong with it as a whole.
 */
export type ReadDelivery = (
  delivery: Delivery,
) => (trx: Knex.Transaction, now: Date) => Promise<void>;

export interface DeliveryWorkerOptions {
  inbox: WebhookInbox;
  receivers: readonly WebhookReceiver[];
  /** Gathers what a turn needs. When it throws, no delivery is touched. */
  open: () => Promise<ReadDelivery>;
  logger: LoggerService;
  metrics: WebhookMetrics;
  clock?: () => Date;
}

/**
 * Processes stored deliveries: the effect and the mark are one transaction.
 * Deliveries are leased one by one; any number of workers may run in any number
 * of processes. One that fails is put off and holds up no other; the order in
 * which deliveries take effect is not promised.
 */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #clock: () => Date;
  #scheduled = false;
  #running: Promise<void> | undefined;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'process-webhooks',
      frequency: { seconds: 10 },
      timeout: { minutes: 2 },
      scope: 'global',
      fn: async signal => {
        await this.#running;
        await this.run(signal);
      },
    });
    this.#scheduled = true;
  }

  /** Processes what is due by now; over when that is, and never rejected. */
  async processDue(): Promise<void> {
    // What runs already may have looked before the last delivery was due.
    await this.#running;
    this.kick();
    await this.#running;
  }

  /** Processes soon after a delivery; the scheduled task is the safety net. */
  kick(): void {
    this.#running ??= this.run(AbortSignal.timeout(KICK_MS))
      .catch(error =>
        this.#options.logger.error('Processing webhooks failed', error),
      )
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Processes what is due until nothing is or the signal fires. */
  async run(signal: AbortSignal): Promise<void> {
    const { inbox, open } = this.#options;
    while (!signal.aborted && (await inbox.anyDue(this.#clock()))) {
      const read = await open();
      for (let count = 0; count < BATCH && !signal.aborted; count++) {
        const claim = await inbox.claim(this.#clock(), LEASE_MS);
        if (!claim) return;
        await this.#handle(claim, read, signal);
      }
    }
  }

  async #handle(
    claim: ClaimedDelivery,
    read: ReadDelivery,
    signal: AbortSignal,
  ): Promise<void> {
    // It was taken up before and nobody lived to say how that ended.
    if (deliveryRetryDelay(claim.tries - 1) === undefined) {
      await this.#setAside(claim, {
        reason: 'its processing never came to an end',
        refusedBy: 'store',
      });
      return;
    }
    try {
      await this.#process(claim, read, signal);
    } catch (error) {
      if (error instanceof UnreadableDeliveryError) {
        await this.#setAside(claim, {
          reason: error.message,
          refusedBy: 'source',
        });
      } else {
        await this.#failed(claim, error);
      }
    }
  }

  async #process(
    claim: ClaimedDelivery,
    read: ReadDelivery,
    signal: AbortSignal,
  ): Promise<void> {
    const { inbox, metrics } = this.#options;
    const opened = this.#unwrap(claim);
    if (opened.type === 'handshake') await opened.perform(signal);
    const effect =
      opened.type === 'message'
        ? read({ ...claim, body: opened.body })
        : undefined;
    const done = await inbox.transaction(async trx => {
      const now = this.#clock();
      const mine = await inbox.markProcessed(trx, claim, now);
      if (mine) await effect?.(trx, now);
      return mine;
    });
    if (done) metrics.processed(claim, this.#clock());
  }

  /** Takes the message out of the sender's envelope, if its receiver knows one. */
  #unwrap(claim: ClaimedDelivery): OpenedDelivery {
    const receiver = this.#options.receivers.find(
      each => each.sender === claim.sender && each.receiver === claim.receiver,
    );
    return (
      receiver?.scheme.open?.(claim.body) ?? {
        type: 'message',
        body: claim.body,
      }
    );
  }

  async #failed(claim: ClaimedDelivery, error: unknown): Promise<void> {
    const { inbox, logger } = this.#options;
    logger.error(
      `A delivery to ${receiverName(claim)} could not be processed (try ${
        claim.tries
      })`,
      error instanceof Error ? error : new Error(String(error)),
    );
    const delayMs = deliveryRetryDelay(claim.tries);
    const reason = storageProblem(error);
    if (delayMs === undefined) {
      await this.#setAside(claim, {
        reason: `${reason} (${claim.tries} tries; see the log)`,
        refusedBy: 'store',
      });
      return;
    }
    const dueAt = new Date(this.#clock().getTime() + delayMs);
    await inbox.retryLater(claim, reason, dueAt);
    if (this.#scheduled) setTimeout(() => this.kick(), delayMs).unref();
  }

  /** Out of the way, with the reason. */
  async #setAside(
    claim: ClaimedDelivery,
    refusal: DeliveryRefusal,
  ): Promise<void> {
    const { inbox, logger, metrics } = this.#options;
    logger.warn(
      `A delivery to ${receiverName(claim)} is set aside: ${refusal.reason}`,
    );
    const done = await inbox.transaction(trx =>
      inbox.quarantine(trx, claim, refusal, this.#clock()),
    );
    if (done) metrics.quarantined(claim);
  }
}
