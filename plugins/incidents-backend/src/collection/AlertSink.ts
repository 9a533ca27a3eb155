import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import {
  CollectionSink,
  EntityIndex,
  SinkContext,
  SinkCounts,
  SinkRun,
  bind,
} from '@opsdeck/backstage-plugin-operations-node';
import { AlertStore } from '../database/AlertStore';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import { AlertProcessor, OnOpened } from './AlertProcessor';

const REBIND_LIMIT = 1_000;

export interface AlertSinkOptions {
  alerts: AlertStore;
  incidents: IncidentStore;
  processor: AlertProcessor;
  loadIndex: () => Promise<EntityIndex>;
  onOpened: OnOpened;
}

/** Turns what alert sources list into alerts: the reconciliation of what webhooks missed. */
export class AlertSink implements CollectionSink<AlertRecord> {
  readonly #options: AlertSinkOptions;

  constructor(options: AlertSinkOptions) {
    this.#options = options;
  }

  async open(): Promise<SinkRun<AlertRecord>> {
    const index = await this.#options.loadIndex();
    return {
      apply: async (records, context) => {
        const opened = await this.#options.processor.process(
          context.trx,
          index,
          originOf(context),
          records,
          context.now,
        );
        this.#announce(context, opened);
      },
      complete: context => this.#complete(context),
    };
  }

  async rebind(): Promise<void> {
    const { alerts, incidents, processor, loadIndex } = this.#options;
    const unbound = await alerts.listUnbound(REBIND_LIMIT);
    if (unbound.length === 0) return;
    const index = await loadIndex();
    for (const { id, record } of unbound) {
      const { entityRef } = bind(index, record.bindings, 'Component');
      if (entityRef === null) continue;
      const opened = await incidents.transaction(async trx => {
        const change = await alerts.bind(trx, id, entityRef);
        return change ? processor.follow(trx, [change], new Date()) : [];
      });
      opened.forEach(this.#options.onOpened);
    }
  }

  async #complete(context: SinkContext): Promise<SinkCounts> {
    const { alerts, processor } = this.#options;
    const resolved = await alerts.resolveUnseen(
      context.trx,
      context.scope.id,
      context.sweepStartedAt,
      context.now,
    );
    await processor.follow(context.trx, resolved, context.now);
    return alerts.countBindings(context.trx, context.scope.id);
  }

  /** Nobody is told of an incident before it is committed. */
  #announce(context: SinkContext, opened: readonly StoredIncident[]) {
    if (opened.length === 0) return;
    context.trx.executionPromise
      .then(() => opened.forEach(this.#options.onOpened))
      .catch(() => {
        // Rolled back: there is nothing to tell; the run records the failure.
      });
  }
}

function originOf(context: SinkContext) {
  return { sourceId: context.sourceId, scopeId: context.scope.id };
}
