import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import {
  BindableRecord,
  Binding,
  CollectionSink,
  EntityIndex,
  SinkContext,
  SinkCounts,
  SinkRun,
  StatusStore,
  bind,
  bindingNote,
} from '@opsdeck/backstage-plugin-operations-node';
import { BackupStore } from '../database/BackupStore';
import { StoredResource } from '../database/rows';

export interface BackupSinkOptions {
  store: BackupStore;
  statuses: StatusStore;
  loadIndex: () => Promise<EntityIndex>;
  clock?: () => Date;
}

/** Unbound resources looked at in one go. */
const REBIND_PAGE = 500;

/** Turns backup records into rows and makes the entities they touch due for evaluation. */
export class BackupSink implements CollectionSink<BackupRecord> {
  readonly #options: BackupSinkOptions;
  readonly #clock: () => Date;

  constructor(options: BackupSinkOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
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
    let page = await store.listUnbound(REBIND_PAGE);
    if (page.length === 0) return;
    const index = await loadIndex();
    const touched: string[] = [];
    while (page.length > 0) {
      for (const resource of page) {
        const binding = bindingOf(index, resource.facts);
        if (binding.entityRef === null) continue;
        await store.bind(resource, binding.entityRef, bindingNote(binding));
        touched.push(...index.withDependents(binding.entityRef));
      }
      const last: StoredResource = page[page.length - 1];
      page = await store.listUnbound(REBIND_PAGE, last);
    }
    await statuses.touch(touched, this.#clock());
  }

  async #apply(
    index: EntityIndex,
    records: readonly BackupRecord[],
    context: SinkContext,
  ): Promise<void> {
    const writes = records.map(record => {
      const binding = bindingOf(index, record);
      return {
        record,
        entityRef: binding.entityRef,
        bindingNote: bindingNote(binding),
      };
    });
    const left = await this.#options.store.save(
      context.trx,
      { sourceId: context.sourceId, scopeId: context.scope.id },
      writes,
      context.now,
    );
    const touched = writes.flatMap(({ entityRef }) => entityRef ?? []);
    await this.#markDue(index, [...touched, ...left], context);
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

/** What can be backed up is a resource, whichever way it is claimed. */
function bindingOf(index: EntityIndex, record: BindableRecord): Binding {
  return bind(index, record, 'Resource');
}
