import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import {
  Binding,
  CollectionSink,
  EntityIndex,
  SinkContext,
  SinkCounts,
  SinkRun,
  StatusStore,
  bind,
} from '@opsdeck/backstage-plugin-operations-node';
import { BackupStore } from '../database/BackupStore';

export interface BackupSinkOptions {
  store: BackupStore;
  statuses: StatusStore;
  loadIndex: () => Promise<EntityIndex>;
}

/** Unbound resources looked at in one go. */
const REBIND_LIMIT = 1_000;

/** Turns backup records into rows and makes the entities they touch due for evaluation. */
export class BackupSink implements CollectionSink<BackupRecord> {
  readonly #options: BackupSinkOptions;

  constructor(options: BackupSinkOptions) {
    this.#options = options;
  }

  async open(): Promise<SinkRun<BackupRecord>> {
    const index = await this.#options.loadIndex();
    return {
      apply: (records, context) => this.#apply(index, records, context),
      complete: context => this.#complete(index, context),
    };
  }

  async rebind(): Promise<void> {
    const { store, statuses, loadIndex } = this.#options;
    const unbound = await store.listUnbound(REBIND_LIMIT);
    if (unbound.length === 0) return;
    const index = await loadIndex();
    const touched: string[] = [];
    for (const resource of unbound) {
      const binding = bind(index, resource.facts.bindings, 'Resource');
      if (binding.entityRef === null) continue;
      await store.bind(resource, binding.entityRef, noteOf(binding));
      touched.push(...index.withDependents(binding.entityRef));
    }
    await statuses.touch(touched, new Date());
  }

  async #apply(
    index: EntityIndex,
    records: readonly BackupRecord[],
    context: SinkContext,
  ): Promise<void> {
    const touched: string[] = [];
    for (const record of records) {
      const binding = bind(index, record.bindings, 'Resource');
      await this.#options.store.save(
        context.trx,
        {
          sourceId: context.sourceId,
          scopeId: context.scope.id,
          entityRef: binding.entityRef,
          bindingNote: noteOf(binding),
          record,
        },
        context.now,
      );
      if (binding.entityRef !== null) touched.push(binding.entityRef);
    }
    await this.#markDue(index, touched, context);
  }

  async #complete(
    index: EntityIndex,
    context: SinkContext,
  ): Promise<SinkCounts> {
    const { store } = this.#options;
    const scope = { sourceId: context.sourceId, scopeId: context.scope.id };
    if (context.reading === 'complete') {
      const retired = await store.retireUnseen(
        context.trx,
        scope,
        context.sweepStartedAt,
        context.now,
      );
      await this.#markDue(index, retired, context);
    }
    return store.countBindings(context.trx, scope);
  }

  async #markDue(
    index: EntityIndex,
    entityRefs: readonly string[],
    context: SinkContext,
  ): Promise<void> {
    await this.#options.statuses.markDue(
      context.trx,
      entityRefs.flatMap(ref => index.withDependents(ref)),
      context.now,
    );
  }
}

function noteOf(binding: Binding): string {
  return binding.entityRef === null
    ? binding.reason
    : `${binding.via.annotation}: ${binding.via.value}`;
}
