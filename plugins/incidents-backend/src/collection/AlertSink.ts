import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import {
  Freshness,
  isStale,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  CollectionSink,
  EntityIndex,
  FreshnessReader,
  SinkContext,
  SinkCounts,
  SinkRun,
  StatusStore,
  bind,
} from '@opsdeck/backstage-plugin-operations-node';
import { AlertStore } from '../database/AlertStore';
import { IncidentStore } from '../database/IncidentStore';
import { AlertProcessor } from './AlertProcessor';
import { bindableOf } from './bindableOf';
import { isBound } from './isBound';

/** Unbound alerts looked at in one go. */
const REBIND_PAGE = 500;

export interface AlertSinkOptions {
  alerts: AlertStore;
  incidents: IncidentStore;
  processor: AlertProcessor;
  statuses: StatusStore;
  freshness: Pick<FreshnessReader, 'all'>;
  loadIndex: () => Promise<EntityIndex>;
  clock?: () => Date;
}

/** Turns what alert sources list into alerts: the reconciliation of what webhooks missed. */
export class AlertSink implements CollectionSink<AlertRecord> {
  readonly #options: AlertSinkOptions;
  readonly #clock: () => Date;

  constructor(options: AlertSinkOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async open(): Promise<SinkRun<AlertRecord>> {
    const [index, before] = await Promise.all([
      this.#options.loadIndex(),
      this.#options.freshness.all(),
    ]);
    return {
      apply: (records, context) =>
        this.#options.processor.process(
          context.trx,
          index,
          {
            sourceId: context.sourceId,
            scopeId: context.scope.id,
            listedSince: context.sweepStartedAt,
          },
          records,
          context.now,
        ),
      complete: async context => {
        await this.#recover(context, index, before);
        return this.#complete(context);
      },
    };
  }

  async rebind(): Promise<void> {
    const { alerts, loadIndex } = this.#options;
    let page = await alerts.listUnbound(REBIND_PAGE);
    if (page.length === 0) return;
    const index = await loadIndex();
    while (page.length > 0) {
      for (const { id, record } of page) {
        const { entityRef } = bind(index, bindableOf(record), 'Component');
        if (entityRef !== null) await this.#bind(id, entityRef);
      }
      page = await alerts.listUnbound(REBIND_PAGE, page[page.length - 1].id);
    }
  }

  async #bind(id: string, entityRef: string): Promise<void> {
    const { alerts, incidents, processor } = this.#options;
    await incidents.transaction(async trx => {
      const change = await alerts.bind(trx, id, entityRef);
      if (change) await processor.follow(trx, [change], this.#clock());
    });
  }

  /** What was unknown because the scope was stale is known again, alert or not. */
  async #recover(
    { sourceId, scope, trx, now }: SinkContext,
    index: EntityIndex,
    before: readonly Freshness[],
  ): Promise<void> {
    const known = before.find(
      each => each.sourceId === sourceId && each.scopeId === scope.id,
    );
    if (known && !isStale(known, now)) return;
    const bound = [...index.entities].filter(([, entity]) => isBound(entity));
    const refs = bound.map(([entityRef]) => entityRef);
    await this.#options.statuses.markDue(trx, refs, now);
  }

  async #complete(context: SinkContext): Promise<SinkCounts> {
    const { alerts, processor } = this.#options;
    if (context.reading === 'complete') {
      const ended = await alerts.resolveUnseen(
        context.trx,
        context.scope.id,
        context.sweepStartedAt,
        context.now,
      );
      await processor.follow(context.trx, ended, context.now);
    }
    return alerts.countBindings(context.trx, context.scope.id);
  }
}
