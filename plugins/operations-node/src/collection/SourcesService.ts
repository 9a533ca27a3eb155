import { NotFoundError } from '@backstage/errors';
import {
  DeadLetter,
  SourceState,
} from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { CollectionStore } from './CollectionStore';
import { deadLetterKey } from './DeadLetterStore';
import { ScopeRow, freshnessOf } from './rows';

export interface SourcesServiceOptions {
  pluginId: string;
  sources: readonly Source<unknown>[];
  store: CollectionStore;
  clock?: () => Date;
}

/** The health of one tab's sources. */
export class SourcesService {
  readonly #pluginId: string;
  readonly #sources: readonly Source<unknown>[];
  readonly #store: CollectionStore;
  readonly #clock: () => Date;

  constructor(options: SourcesServiceOptions) {
    this.#pluginId = options.pluginId;
    this.#sources = options.sources;
    this.#store = options.store;
    this.#clock = options.clock ?? (() => new Date());
  }

  async list(): Promise<SourceState[]> {
    const rows = await this.#store.scopes.list(
      this.#sources.map(source => source.id),
    );
    const [runs, deadLetters] = await Promise.all([
      this.#store.runs.byIds(rows.flatMap(row => row.run_id ?? [])),
      this.#store.deadLetters.counts(),
    ]);
    return this.#sources.map(source => ({
      id: source.id,
      pluginId: this.#pluginId,
      title: source.title,
      provider: source.provider,
      cadence: source.cadence,
      requiredPermissions: [...source.requiredPermissions],
      scopes: rows
        .filter(row => row.source_id === source.id)
        .map(row => ({
          id: row.scope_id,
          title: row.title,
          freshness: freshnessOf(source, row),
          lastRun: (row.run_id && runs.get(row.run_id)) || null,
          circuit: circuitOf(row, this.#clock()),
          bound: row.bound,
          unbound: row.unbound,
          deadLetters:
            deadLetters.get(deadLetterKey(row.source_id, row.scope_id)) ?? 0,
        })),
    }));
  }

  /** @throws NotFoundError when there is no such scope. */
  async runNow(sourceId: string, scopeId: string): Promise<void> {
    const found = await this.#store.scopes.makeDue(
      sourceId,
      scopeId,
      this.#clock(),
    );
    if (!found) {
      throw new NotFoundError(`No scope "${scopeId}" of source "${sourceId}"`);
    }
  }

  async deadLetters(sourceId: string): Promise<DeadLetter[]> {
    return this.#store.deadLetters.list(sourceId, 100);
  }
}

function circuitOf(
  row: ScopeRow,
  now: Date,
): SourceState['scopes'][number]['circuit'] {
  if (!row.circuit_open_until) return 'closed';
  return row.circuit_open_until > now.toISOString() ? 'open' : 'half-open';
}
