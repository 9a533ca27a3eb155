import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { Entity } from '@backstage/catalog-model';
import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import {
  DeliveryWorker,
  SinkContext,
  WebhookMetrics,
  buildEntityIndex,
} from '@opsdeck/backstage-plugin-operations-node';
import { AlertProcessor } from '../collection/AlertProcessor';
import { AlertSink } from '../collection/AlertSink';
import { OpeningRule } from '../config/readIncidentsConfig';
import { AlertDeliveries } from '../webhook/AlertDeliveries';
import { SENDERS } from '../webhook/senders';
import { NOW, serviceEntity } from './alerts';
import { TestStores } from './databases';

/** Critical alerts of production are P1, other alerts of production P3. */
export const RULES: OpeningRule[] = [
  {
    match: { severity: 'critical', environment: 'production' },
    severity: 'P1',
  },
  { match: { severity: 'warning', environment: 'production' }, severity: 'P3' },
];

/** The two ways in which alerts come, over one database and a clock that the test sets. */
export class Workbench {
  now = NOW;
  catalog: Entity[] = [serviceEntity('shop'), serviceEntity('cart')];
  /** How the scope stood before a reading. */
  freshness: Freshness[] = [];
  readonly logger = mockServices.logger.mock();
  readonly processor: AlertProcessor;
  readonly sink: AlertSink;
  readonly worker: DeliveryWorker;

  constructor(readonly stores: TestStores) {
    this.processor = new AlertProcessor({
      ...stores,
      reader: stores.alertReader,
      statuses: stores.collection.statuses,
      openOn: RULES,
    });
    this.sink = new AlertSink({ ...this.#parts() });
    this.worker = this.anotherWorker();
  }

  /** As a second replica has it. */
  anotherWorker(): DeliveryWorker {
    const deliveries = new AlertDeliveries({
      ...this.#parts(),
      deadLetters: this.stores.collection.deadLetters,
      logger: this.logger,
    });
    return new DeliveryWorker({
      inbox: this.stores.inbox,
      receivers: [],
      open: () => deliveries.open(),
      logger: this.logger,
      metrics: new WebhookMetrics(metricsServiceMock.mock()),
      clock: () => this.now,
    });
  }

  /** What a webhook does, once it is processed. */
  async message(records: AlertRecord[], now = this.now): Promise<void> {
    const index = await this.loadIndex();
    const origin = { sourceId: SENDERS.alertmanager.sourceId, scopeId: 'main' };
    await this.stores.incidents.transaction(trx =>
      this.processor.process(trx, index, origin, records, now),
    );
  }

  /** One whole reading of the source. */
  async poll(
    records: AlertRecord[],
    overrides: Partial<SinkContext> = {},
  ): Promise<{ bound: number; unbound: number }> {
    const run = await this.sink.open();
    const now = overrides.now ?? this.now;
    const inTransaction = <T>(work: (context: SinkContext) => Promise<T>) =>
      this.stores.incidents.transaction(trx =>
        work({
          trx,
          sourceId: SENDERS.alertmanager.sourceId,
          scope: { id: 'main', title: '', attributes: {} },
          runId: 'run',
          sweepStartedAt: now,
          reading: 'complete',
          now,
          ...overrides,
        }),
      );
    await inTransaction(context => run.apply(records, context));
    return inTransaction(context => run.complete(context));
  }

  async work(worker = this.worker): Promise<void> {
    await worker.run(new AbortController().signal);
  }

  async loadIndex() {
    return buildEntityIndex(this.catalog);
  }

  #parts() {
    return {
      alerts: this.stores.alerts,
      incidents: this.stores.incidents,
      processor: this.processor,
      statuses: this.stores.collection.statuses,
      freshness: { all: async () => this.freshness },
      loadIndex: () => this.loadIndex(),
      clock: () => this.now,
    };
  }
}
