import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DeadLetter,
  SourceState,
} from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { CollectionStore } from './CollectionStore';
import { deadLetterKey } from './DeadLetterStore';
import { ScopeRow, freshnessOf } from './rows';

/** A scope is not run by hand again sooner than this. */
const COOLDOWN_MS = 10_000;

const DEAD_LETTERS_SHOWN = 100;

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

  /**
   * Makes a scope due at once, a pause of its circuit notwithstanding.
   *
   * @throws NotFoundError when there is no such scope.
   * @throws ConflictError when it is being read or was read just now, or when
   * the provider asked to be left alone.
   */
  async runNow(sourceId: string, scopeId: string): Promise<void> {
    const now = this.#clock();
    const row = this.#sources.some(source => source.id === sourceId)
      ? await this.#store.scopes.get(sourceId, scopeId)
      : undefined;
    if (!row) {
      throw new NotFoundError(`No scope "${scopeId}" of source "${sourceId}"`);
    }
    const obstacle = whyNotNow(row, now);
    if (obstacle) throw new ConflictError(`${row.title} ${obstacle}`);
    await this.#store.scopes.makeDue(sourceId, scopeId, now);
  }

  /** @throws NotFoundError when there is no such source. */
  async deadLetters(sourceId: string): Promise<DeadLetter[]> {
    if (!this.#sources.some(source => source.id === sourceId)) {
      throw new NotFoundError(`No source "${sourceId}"`);
    }
    return this.#store.deadLetters.list(sourceId, DEAD_LETTERS_SHOWN);
  }
}

function whyNotNow(row: ScopeRow, now: Date): string | undefined {
  const at = now.toISOString();
  const cooledAt = new Date(now.getTime() - COOLDOWN_MS).toISOString();
  if (row.lease_expires_at && row.lease_expires_at > at) {
    return 'is being read right now';
  }
  if (row.last_attempt_at && row.last_attempt_at > cooledAt) {
    return `was read less than ${COOLDOWN_MS / 1000} s ago`;
  }
  if (row.failure_kind === 'throttled' && row.next_due_at > at) {
    return `waits until ${row.next_due_at}, because the provider asks us to slow down`;
  }
  return undefined;
}

function circuitOf(
  row: ScopeRow,
  now: Date,
): SourceState['scopes'][number]['circuit'] {
  if (!row.circuit_open_until) return 'closed';
  return row.circuit_open_until > now.toISOString() ? 'open' : 'half-open';
}
