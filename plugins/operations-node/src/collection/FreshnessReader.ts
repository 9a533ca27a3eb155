import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { CollectionStore } from './CollectionStore';
import { freshnessOf } from './rows';

/** Freshness by source and scope, as of one instant. */
export class FreshnessLookup {
  readonly #bySourceAndScope: Map<string, Freshness>;

  constructor(all: readonly Freshness[]) {
    this.#bySourceAndScope = new Map(
      all.map(item => [key(item.sourceId, item.scopeId), item]),
    );
  }

  /** Undefined when the source or the scope is no longer configured. */
  get(sourceId: string, scopeId: string): Freshness | undefined {
    return this.#bySourceAndScope.get(key(sourceId, scopeId));
  }

  all(): Freshness[] {
    return [...this.#bySourceAndScope.values()];
  }
}

/** Says how old the figures of each scope are. */
export class FreshnessReader {
  readonly #store: CollectionStore;
  readonly #sources: Map<string, Source<unknown>>;

  constructor(store: CollectionStore, sources: readonly Source<unknown>[]) {
    this.#store = store;
    this.#sources = new Map(sources.map(source => [source.id, source]));
  }

  /** The freshness of every scope of every installed source. */
  async all(): Promise<Freshness[]> {
    const rows = await this.#store.scopes.list([...this.#sources.keys()]);
    return rows.flatMap(row => {
      const source = this.#sources.get(row.source_id);
      return source ? [freshnessOf(source, row)] : [];
    });
  }

  /** {@link all}, to be looked up by source and scope. */
  async lookup(): Promise<FreshnessLookup> {
    return new FreshnessLookup(await this.all());
  }
}

function key(sourceId: string, scopeId: string): string {
  return JSON.stringify([sourceId, scopeId]);
}
