import {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { DeliveryCounts } from './DeliveryCounts';
import { Delivery } from './deliveryRows';
import { ReceiverAddress } from './receiver';
import { ReceiverStore } from './ReceiverStore';
import { Rejection } from './rejection';

/** What the receivers do, in figures. All carry the attributes `sender` and `receiver`. */
export class WebhookMetrics {
  readonly #received: MetricsServiceCounter;
  readonly #duplicates: MetricsServiceCounter;
  readonly #rejected: MetricsServiceCounter;
  readonly #deferred: MetricsServiceCounter;
  readonly #quarantined: MetricsServiceCounter;
  readonly #lag: MetricsServiceHistogram;
  readonly #metrics: MetricsService;

  constructor(metrics: MetricsService) {
    this.#metrics = metrics;
    const counter = (name: string, description: string) =>
      metrics.createCounter(`opsdeck.webhooks.${name}`, {
        description,
        unit: '{delivery}',
      });
    this.#received = counter('received', 'Genuine deliveries that were stored');
    this.#duplicates = counter(
      'duplicates',
      'Genuine deliveries that had come before',
    );
    this.#rejected = counter('rejected', 'Deliveries refused, by reason');
    this.#deferred = counter(
      'deferred',
      'Deliveries answered 503, to come again',
    );
    this.#quarantined = counter('quarantined', 'Deliveries set aside');
    this.#lag = metrics.createHistogram('opsdeck.webhooks.lag', {
      description: 'From arrival to the end of processing',
      unit: 's',
    });
  }

  received(address: ReceiverAddress, outcome: 'stored' | 'duplicate'): void {
    const counter = outcome === 'stored' ? this.#received : this.#duplicates;
    counter.add(1, labels(address));
  }

  /** @param address - undefined where no such receiver is configured: strangers make no label */
  rejected(address: ReceiverAddress | undefined, reason: Rejection): void {
    this.#rejected.add(1, { ...labels(address), reason });
  }

  deferred(address: ReceiverAddress): void {
    this.#deferred.add(1, labels(address));
  }

  quarantined(address: ReceiverAddress): void {
    this.#quarantined.add(1, labels(address));
  }

  processed(delivery: Delivery, now: Date): void {
    const lagMs = now.getTime() - delivery.receivedAt.getTime();
    this.#lag.record(Math.max(0, lagMs / 1000), labels(delivery));
  }

  /** Also offers what the database knows, whenever somebody asks for the metrics. */
  observe(
    counts: DeliveryCounts,
    receivers: ReceiverStore,
    clock: () => Date = () => new Date(),
  ): void {
    const gauge = (name: string, description: string, unit: string) =>
      this.#metrics.createObservableGauge(`opsdeck.webhooks.${name}`, {
        description,
        unit,
      });
    const backlog = gauge('backlog', 'Deliveries by state', '{delivery}');
    backlog.addCallback(async result => {
      for (const each of await counts.open()) {
        result.observe(each.waiting, { ...labels(each), state: 'waiting' });
        result.observe(each.quarantined, {
          ...labels(each),
          state: 'quarantined',
        });
      }
    });
    const silence = gauge(
      'silence',
      'Time since the last genuine delivery',
      's',
    );
    silence.addCallback(async result => {
      for (const each of await receivers.list()) {
        if (!each.lastReceivedAt) continue;
        const ms = clock().getTime() - each.lastReceivedAt.getTime();
        result.observe(ms / 1000, labels(each));
      }
    });
  }
}

function labels(address: ReceiverAddress | undefined) {
  return {
    sender: address?.sender ?? 'unknown',
    receiver: address?.receiver ?? 'unknown',
  };
}
