import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DeadLetter,
  DeadLetterSummary,
  ReplayResult,
  SourceScopeState,
  SourceState,
} from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { WebhooksService } from '../webhook/WebhooksService';
import { budgetAccountOf } from './BudgetStore';
import { BudgetState, rateBudgetOf } from './CallBudget';
import { CollectionSink } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { DeadLetterReplayer, NOT_NORMALISED } from './DeadLetterReplayer';
import { deadLetterKey } from './DeadLetterStore';
import { ScopeRow, freshnessOf, scopeOf } from './rows';
import { runNowState } from './runNow';
import { PageRequest, SourcesService } from './SourcesService';

/** Letters replayed by one request. */
const REPLAYED_AT_ONCE = 100;

export interface DefaultSourcesServiceOptions<TRecord> {
  pluginId: string;
  sources: readonly Source<TRecord>[];
  store: CollectionStore;
  sink: CollectionSink<TRecord>;
  /** For a tab that takes webhooks: its receivers are listed as sources too. */
  webhooks?: WebhooksService;
  clock?: () => Date;
}

/** Answers from the collection store of one tab. */
export class DefaultSourcesService<TRecord> implements SourcesService {
  readonly #options: DefaultSourcesServiceOptions<TRecord>;
  readonly #replayer: DeadLetterReplayer<TRecord>;
  readonly #clock: () => Date;

  constructor(options: DefaultSourcesServiceOptions<TRecord>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#replayer = new DeadLetterReplayer({ ...options, clock: this.#clock });
  }

  async list(): Promise<SourceState[]> {
    const { pluginId, sources, store, webhooks } = this.#options;
    const now = this.#clock();
    const rows = await store.scopes.list(sources.map(({ id }) => id));
    const keyOf = (source: Source<TRecord>, row: ScopeRow) =>
      budgetAccountOf(source, scopeOf(row)).key;
    const budgetKeys = sources.flatMap(source =>
      rows
        .filter(row => row.source_id === source.id)
        .map(row => keyOf(source, row)),
    );
    const [runs, deadLetters, budgets] = await Promise.all([
      store.runs.byIds(rows.flatMap(row => row.run_id ?? [])),
      store.deadLetters.counts(),
      store.budgets.states(budgetKeys),
    ]);
    const collected = sources.map(source => ({
      id: source.id,
      pluginId,
      title: source.title,
      provider: source.provider,
      cadence: source.cadence,
      requiredPermissions: [...source.requiredPermissions],
      scopes: rows
        .filter(row => row.source_id === source.id)
        .map(row => ({
          ...scopeState(source, row, now, budgets.get(keyOf(source, row))),
          lastRun: (row.run_id && runs.get(row.run_id)) || null,
          deadLetters:
            deadLetters.get(deadLetterKey(row.source_id, row.scope_id)) ?? 0,
        })),
    }));
    return [...collected, ...((await webhooks?.sources()) ?? [])];
  }

  async policies(sourceId: string) {
    const source = this.#sourceOrReceiver(sourceId);
    return {
      requiredPermissions: [...(source?.requiredPermissions ?? [])],
      policies: [...(source?.policies ?? [])],
    };
  }

  async runs(sourceId: string, query: PageRequest & { scopeId: string }) {
    this.#sourceOrReceiver(sourceId);
    return this.#options.store.runs.page(sourceId, query.scopeId, query);
  }

  async runNow(sourceId: string, scopeId: string): Promise<void> {
    const { store, webhooks } = this.#options;
    const repairs = webhooks?.reconciledBy(sourceId, scopeId);
    if (repairs) {
      await this.runNow(repairs.sourceId, repairs.scopeId);
      return;
    }
    const now = this.#clock();
    this.#source(sourceId);
    const row = await store.scopes.get(sourceId, scopeId);
    if (!row) {
      throw new NotFoundError(`No scope "${scopeId}" of source "${sourceId}"`);
    }
    const { allowed, reason } = runNowState(row, now);
    if (!allowed) throw new ConflictError(`${row.title} ${reason}`);
    await store.scopes.makeDue(sourceId, scopeId, now);
  }

  async deadLetters(
    sourceId: string,
    query: PageRequest & { state?: DeadLetter['state'] },
  ) {
    const { webhooks } = this.#options;
    if (webhooks?.has(sourceId)) return webhooks.deadLetters(sourceId, query);
    const source = this.#source(sourceId);
    const { deadLetters } = this.#options.store;
    const filter = { sourceId, scopeId: query.scopeId };
    const [page, counts] = await Promise.all([
      deadLetters.page({ ...filter, state: query.state }, query),
      deadLetters.countByState(filter),
    ]);
    const items = page.items.map(letter => judged(source, letter));
    return { ...page, items, counts };
  }

  async deadLetter(sourceId: string, letterId: string): Promise<DeadLetter> {
    const { webhooks } = this.#options;
    if (webhooks?.has(sourceId)) return webhooks.deadLetter(sourceId, letterId);
    const source = this.#source(sourceId);
    const letter = await this.#options.store.deadLetters.get(
      sourceId,
      letterId,
    );
    if (!letter) {
      throw new NotFoundError(
        `No dead letter "${letterId}" of source "${sourceId}"`,
      );
    }
    return judged(source, letter);
  }

  async replay(sourceId: string, letterId: string): Promise<ReplayResult> {
    const { webhooks } = this.#options;
    if (webhooks?.has(sourceId)) return webhooks.replay(sourceId, letterId);
    const letter = await this.deadLetter(sourceId, letterId);
    if (letter.notReplayable !== null) {
      return {
        id: letterId,
        outcome: 'skipped',
        reason: letter.notReplayable,
      };
    }
    if (letter.state === 'replayed') {
      return { id: letterId, outcome: 'replayed', reason: null };
    }
    const [result] = await this.#replayer.replay(this.#source(sourceId), [
      letter,
    ]);
    return result;
  }

  async replayAll(sourceId: string, { scopeId }: { scopeId?: string }) {
    const { webhooks } = this.#options;
    if (webhooks?.has(sourceId)) {
      return webhooks.replayAll(sourceId, { scopeId });
    }
    const source = this.#source(sourceId);
    const { letters, total } = await this.#options.store.deadLetters.replayable(
      { sourceId, scopeId, normalised: source.normalise !== undefined },
      REPLAYED_AT_ONCE,
    );
    return {
      results: await this.#replayer.replay(source, letters),
      remaining: total - letters.length,
    };
  }

  /** Undefined for webhook receivers, which have neither readings nor policies. */
  #sourceOrReceiver(sourceId: string): Source<TRecord> | undefined {
    return this.#options.webhooks?.has(sourceId)
      ? undefined
      : this.#source(sourceId);
  }

  #source(sourceId: string): Source<TRecord> {
    const source = this.#options.sources.find(({ id }) => id === sourceId);
    if (!source) throw new NotFoundError(`No source "${sourceId}"`);
    return source;
  }
}

function scopeState(
  source: Source<unknown>,
  row: ScopeRow,
  now: Date,
  budget: BudgetState = {},
): Omit<SourceScopeState, 'lastRun' | 'deadLetters'> {
  return {
    id: row.scope_id,
    title: row.title,
    freshness: freshnessOf(source, row),
    circuit: circuitOf(row, now),
    circuitOpenUntil: row.circuit_open_until,
    consecutiveFailures: row.consecutive_failures,
    budget: rateBudgetOf(source.rateLimit, budget, now),
    runNow: runNowState(row, now),
    bound: row.bound,
    unbound: row.unbound,
  };
}

function circuitOf(row: ScopeRow, now: Date): SourceScopeState['circuit'] {
  if (!row.circuit_open_until) return 'closed';
  return row.circuit_open_until > now.toISOString() ? 'open' : 'half-open';
}

/** What a source rejected it must be able to read again by itself. */
function judged<T extends DeadLetterSummary>(
  source: Source<unknown>,
  letter: T,
): T {
  const isLost = letter.refusedBy === 'source' && !source.normalise;
  return {
    ...letter,
    notReplayable: letter.notReplayable ?? (isLost ? NOT_NORMALISED : null),
  };
}
