import { LoggerService } from '@backstage/backend-plugin-api';
import { ReceiverAddress, WebhookReceiver, receiverName } from './receiver';
import { ReceiverStore } from './ReceiverStore';
import { Rejection } from './rejection';
import { WebhookMetrics } from './WebhookMetrics';

/** The same is written to the database or the log at most this often: strangers may ask a lot. */
const RECEIVED_EVERY_MS = 5_000;
const REFUSED_EVERY_MS = 60_000;

export interface ReceiverLogOptions {
  receivers: ReceiverStore;
  metrics: WebhookMetrics;
  logger: LoggerService;
}

/** Notes what comes in, for people: in the metrics, the log and the receiver's record. */
export class ReceiverLog {
  readonly #options: ReceiverLogOptions;
  readonly #noted = new Map<string, number>();

  constructor(options: ReceiverLogOptions) {
    this.#options = options;
  }

  received(
    address: ReceiverAddress,
    outcome: 'stored' | 'duplicate',
    now: Date,
  ): void {
    this.#options.metrics.received(address, outcome);
    const name = `received ${receiverName(address)}`;
    if (this.#isNews(name, now, RECEIVED_EVERY_MS)) {
      this.#write(this.#options.receivers.noteReceived(address, now));
    }
  }

  /** @param receiver - undefined when there is none of the name that was asked for */
  rejected(
    receiver: WebhookReceiver | undefined,
    reason: Rejection,
    now: Date,
  ): void {
    const { metrics, logger, receivers } = this.#options;
    metrics.rejected(receiver, reason);
    const name = receiver ? receiverName(receiver) : 'a receiver unknown here';
    if (!this.#isNews(`${reason} ${name}`, now, REFUSED_EVERY_MS)) return;
    logger.warn(`A webhook to ${name} is refused: ${reason}`);
    if (receiver) this.#write(receivers.noteRefused(receiver, reason, now));
  }

  /** The sender has made sure that this is the right address. */
  greeted(receiver: WebhookReceiver, now: Date): void {
    const name = receiverName(receiver);
    if (!this.#isNews(`greeted ${name}`, now, REFUSED_EVERY_MS)) return;
    this.#options.logger.info(
      `The sender of webhooks to ${name} was answered its handshake`,
    );
  }

  /** The sender shall come again: there is no room, or something of ours is down. */
  deferred(receiver: WebhookReceiver, reason: string, error?: unknown): void {
    const { metrics, logger } = this.#options;
    metrics.deferred(receiver);
    const message = `A webhook to ${receiverName(
      receiver,
    )} is asked to come again: ${reason}`;
    if (error instanceof Error) logger.error(message, error);
    else logger.warn(message);
  }

  #isNews(name: string, now: Date, everyMs: number): boolean {
    const last = this.#noted.get(name);
    if (last !== undefined && Math.abs(now.getTime() - last) < everyMs) {
      return false;
    }
    this.#noted.set(name, now.getTime());
    return true;
  }

  /** A note that is lost must not cost the delivery. */
  #write(note: Promise<void>): void {
    note.catch(error =>
      this.#options.logger.warn('A note on a webhook could not be kept', error),
    );
  }
}
