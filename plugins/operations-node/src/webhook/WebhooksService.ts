import { setTimeout as sleep } from 'node:timers/promises';
import { NotFoundError } from '@backstage/errors';
import {
  DeadLetter,
  DeadLetterPage,
  DeadLetterState,
  ReplayReport,
  ReplayResult,
  SourceState,
} from '@opsdeck/backstage-plugin-operations-common';
import { DeliveryCounts } from './DeliveryCounts';
import { Quarantine, QuarantineFilter, ReplayProgress } from './Quarantine';
import {
  ReceiverAddress,
  WebhookReceiver,
  receiverName,
  receiverSourceId,
} from './receiver';
import { receiverScope, receiverSourceTitle } from './receiverScope';
import { ReceiverStore } from './ReceiverStore';

/** Deliveries processed again by one request. */
const REPLAYED_AT_ONCE = 100;
/** A request waits no longer than this for them. */
const REPLAY_WAIT_MS = 20_000;
const DAY_MS = 86_400_000;

export interface WebhooksServiceOptions {
  pluginId: string;
  receivers: readonly WebhookReceiver[];
  store: ReceiverStore;
  counts: DeliveryCounts;
  quarantine: Quarantine;
  /** Processes what is due by now, as {@link DeliveryWorker.processDue}. */
  processDue: () => Promise<void>;
  clock?: () => Date;
}

/**
 * The webhook receivers of one tab as sources, one per sender, and what they have
 * set aside as the dead letters of those.
 */
export class WebhooksService {
  readonly #options: WebhooksServiceOptions;
  readonly #clock: () => Date;

  constructor(options: WebhooksServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Every receiver, with what is known of it. */
  async sources(): Promise<SourceState[]> {
    const { pluginId, receivers, store, counts } = this.#options;
    if (receivers.length === 0) return [];
    const now = this.#clock();
    const [records, open, taken] = await Promise.all([
      store.list(),
      counts.open(),
      counts.takenSince(new Date(now.getTime() - DAY_MS)),
    ]);
    const senders = new Set(receivers.map(({ sender }) => sender));
    return [...senders].map(sender => ({
      id: receiverSourceId(sender),
      pluginId,
      title: receiverSourceTitle(sender),
      provider: sender,
      cadence: null,
      requiredPermissions: [],
      scopes: this.#receiversOf(sender).map(receiver => {
        const isIts = (each: ReceiverAddress) =>
          receiverName(each) === receiverName(receiver);
        const facts = {
          record: records.find(isIts),
          counts: open.find(isIts),
          taken: taken.find(isIts)?.taken ?? 0,
        };
        return receiverScope(receiver, facts, now);
      }),
    }));
  }

  /** Whether one of {@link sources} has the id. */
  has(sourceId: string): boolean {
    return this.#options.receivers.some(
      ({ sender }) => receiverSourceId(sender) === sourceId,
    );
  }

  /** The scope that is read where a receiver cannot be; undefined where there is none. */
  reconciledBy(
    sourceId: string,
    scopeId: string,
  ): WebhookReceiver['reconciledBy'] {
    return this.#options.receivers.find(
      each =>
        receiverSourceId(each.sender) === sourceId && each.receiver === scopeId,
    )?.reconciledBy;
  }

  /** What was set aside, newest first. @throws NotFoundError for no such source; so all below. */
  async deadLetters(
    sourceId: string,
    query: {
      scopeId?: string;
      state?: DeadLetterState;
      limit: number;
      cursor?: string;
    },
  ): Promise<DeadLetterPage> {
    const { quarantine } = this.#options;
    const filter = this.#filter(sourceId, query.scopeId);
    const [page, counts] = await Promise.all([
      quarantine.page({ ...filter, state: query.state }, query),
      quarantine.countByState(filter),
    ]);
    return { ...page, counts };
  }

  /** @throws NotFoundError when no such delivery was set aside. */
  async deadLetter(sourceId: string, letterId: string): Promise<DeadLetter> {
    const letter = await this.#options.quarantine.get(
      this.#filter(sourceId),
      letterId,
    );
    if (!letter) {
      throw new NotFoundError(
        `No dead letter "${letterId}" of source "${sourceId}"`,
      );
    }
    return letter;
  }

  /**
   * Has a delivery processed again, and waits a while for how that ends.
   *
   * @throws NotFoundError when no such delivery was set aside.
   */
  async replay(sourceId: string, letterId: string): Promise<ReplayResult> {
    const { state } = await this.deadLetter(sourceId, letterId);
    if (state === 'replayed') {
      return { id: letterId, outcome: 'replayed', reason: null };
    }
    const [result] = await this.#replay([letterId]);
    return result;
  }

  /** As {@link replay} for what waits, what was tried least first. */
  async replayAll(
    sourceId: string,
    { scopeId }: { scopeId?: string },
  ): Promise<ReplayReport> {
    const { ids, total } = await this.#options.quarantine.replayable(
      this.#filter(sourceId, scopeId),
      REPLAYED_AT_ONCE,
    );
    return {
      results: await this.#replay(ids),
      remaining: total - ids.length,
    };
  }

  async #replay(ids: readonly string[]): Promise<ReplayResult[]> {
    if (ids.length === 0) return [];
    const { quarantine, processDue } = this.#options;
    await quarantine.replay(ids, this.#clock());
    const processed = new AbortController();
    await Promise.race([
      processDue().finally(() => processed.abort()),
      // The request ends, the work goes on.
      sleep(REPLAY_WAIT_MS, undefined, { signal: processed.signal }).catch(
        () => {},
      ),
    ]);
    const progress = await quarantine.progress(ids);
    return ids.map(id =>
      replayResult(
        id,
        progress.find(each => each.id === id),
      ),
    );
  }

  #filter(sourceId: string, scopeId?: string): QuarantineFilter {
    const of = this.#options.receivers.filter(
      ({ sender }) => receiverSourceId(sender) === sourceId,
    );
    if (of.length === 0) throw new NotFoundError(`No source "${sourceId}"`);
    return {
      sender: of[0].sender,
      receivers: of
        .map(({ receiver }) => receiver)
        .filter(each => scopeId === undefined || each === scopeId),
    };
  }

  #receiversOf(sender: string): WebhookReceiver[] {
    return this.#options.receivers.filter(each => each.sender === sender);
  }
}

function replayResult(
  id: string,
  now: ReplayProgress | undefined,
): ReplayResult {
  if (!now) {
    return { id, outcome: 'skipped', reason: 'it is not there any more' };
  }
  switch (now.state) {
    case 'processed':
      return { id, outcome: 'replayed', reason: null };
    case 'quarantined':
      return { id, outcome: 'kept', reason: now.reason };
    default:
      return {
        id,
        outcome: 'queued',
        reason:
          now.tries > 0
            ? `it is tried again by itself after: ${now.reason}`
            : 'it was not taken up yet; look again in a minute',
      };
  }
}
