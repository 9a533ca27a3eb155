import { NotFoundError } from '@backstage/errors';
import { SourceState } from '@opsdeck/backstage-plugin-operations-common';
import { Quarantine, QuarantinedDelivery } from './Quarantine';
import { ReceiverAddress, WebhookReceiver, receiverName } from './receiver';
import { ReceiverStore } from './ReceiverStore';
import { receiverFreshness } from './silence';

const QUARANTINE_SHOWN = 100;

export interface WebhooksServiceOptions {
  pluginId: string;
  receivers: readonly WebhookReceiver[];
  store: ReceiverStore;
  quarantine: Quarantine;
  /** Called when there is something to process again. */
  onReplay?: () => void;
  clock?: () => Date;
}

/** The state of one tab's webhook receivers, and what they have set aside. */
export class WebhooksService {
  readonly #options: WebhooksServiceOptions;
  readonly #clock: () => Date;

  constructor(options: WebhooksServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** The receivers of which deliveries are expected, as sources, one per sender. */
  async sources(): Promise<SourceState[]> {
    const { pluginId, store } = this.#options;
    const records = await store.list();
    const now = this.#clock();
    return [...this.#watched()].map(([sender, receivers]) => {
      const id = sourceIdOf(sender);
      const title = `Webhooks of ${sender}`;
      return {
        id,
        pluginId,
        title,
        provider: sender,
        cadence: receivers[0].maxSilence,
        requiredPermissions: [],
        scopes: receivers.flatMap(({ receiver, maxSilence }) =>
          records
            .filter(
              each => each.sender === sender && each.receiver === receiver,
            )
            .map(record => ({
              id: receiver,
              title: receiver,
              freshness: receiverFreshness(
                record,
                { id, title, maxSilence },
                now,
              ),
              lastRun: null,
              circuit: 'closed' as const,
              circuitOpenUntil: null,
              consecutiveFailures: 0,
              budget: null,
              runNow: { allowed: true, reason: null, from: null },
              bound: 0,
              unbound: 0,
              // Those are told with the source that reads the same things.
              deadLetters: 0,
            })),
        ),
      };
    });
  }

  /** Whether one of {@link sources} has the id. */
  has(sourceId: string): boolean {
    return [...this.#watched().keys()].some(
      sender => sourceIdOf(sender) === sourceId,
    );
  }

  /** The scope that is read where a receiver cannot be; undefined where there is none. */
  reconciledBy(
    sourceId: string,
    scopeId: string,
  ): WebhookReceiver['reconciledBy'] {
    return this.#options.receivers.find(
      each => sourceIdOf(each.sender) === sourceId && each.receiver === scopeId,
    )?.reconciledBy;
  }

  /**
   * What a receiver has set aside, the latest first.
   *
   * @throws NotFoundError when there is no such receiver.
   */
  async quarantined(address: ReceiverAddress): Promise<QuarantinedDelivery[]> {
    this.#check(address);
    return this.#options.quarantine.list(address, QUARANTINE_SHOWN);
  }

  /**
   * Has a delivery processed again that was set aside.
   *
   * @throws NotFoundError when no such delivery is set aside.
   */
  async replay(id: string): Promise<void> {
    await this.#options.quarantine.replay(id, this.#clock());
    this.#options.onReplay?.();
  }

  /**
   * Has everything processed again that a receiver has set aside; answers how
   * many deliveries that are.
   *
   * @throws NotFoundError when there is no such receiver.
   */
  async replayAll(address: ReceiverAddress): Promise<number> {
    this.#check(address);
    const { quarantine, onReplay } = this.#options;
    const replayed = await quarantine.replayAll(address, this.#clock());
    if (replayed > 0) onReplay?.();
    return replayed;
  }

  #check(address: ReceiverAddress): void {
    const name = receiverName(address);
    if (!this.#options.receivers.some(each => receiverName(each) === name)) {
      throw new NotFoundError(`No webhook receiver "${name}"`);
    }
  }

  #watched() {
    const watched = new Map<
      string,
      (WebhookReceiver & { maxSilence: string })[]
    >();
    for (const each of this.#options.receivers) {
      const { sender, maxSilence } = each;
      if (!maxSilence) continue;
      const receivers = watched.get(sender) ?? [];
      watched.set(sender, [...receivers, { ...each, maxSilence }]);
    }
    return watched;
  }
}

function sourceIdOf(sender: string): string {
  return `webhooks-${sender}`;
}
