import { mockServices } from '@backstage/backend-test-utils';
import {
  DeadLetter,
  ReplayResult,
  SourceFailure,
  SourceRun,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import {
  CollectionStore,
  createCollectionStore,
} from '../collection/CollectionStore';
import { Collector } from '../collection/Collector';
import { DeadLetterReplayer } from '../collection/DeadLetterReplayer';
import { Source, SourceScope } from '../source';
import { ProviderServer } from './ProviderServer';
import { RecordingSink } from './RecordingSink';
import { DEFAULT_RESPONDERS } from './responders';
import { OptionalResponders, Responder, SourceContractOptions } from './types';

/** Trying again is the collector's own business and tested there. */
const ONE_TRY = {
  maxTries: 1,
  maxElapsedMs: 1,
  firstDelayMs: 0,
  maxDelayMs: 0,
};

/** What a check sets for one reading instead of the source. */
type Limits<TRecord> = Partial<
  Pick<Source<TRecord>, 'cadence' | 'timeout' | 'rateLimit' | 'normalise'>
>;

/** What came of one reading. */
export interface Reading<TRecord> {
  run: SourceRun;
  failure: SourceFailure | null;
  records: readonly TRecord[];
  completions: readonly string[];
  requests: number;
  nextDueAt: Date;
}

/** A source, a stand-in provider, and a real collector on a database between them. */
export class ContractHarness<TRecord> {
  readonly now: Date;
  readonly server: ProviderServer;
  readonly source: Source<TRecord>;
  readonly options: SourceContractOptions<TRecord>;
  readonly #store: CollectionStore;
  readonly #logger = mockServices.logger.mock();

  private constructor(
    options: SourceContractOptions<TRecord>,
    parts: {
      server: ProviderServer;
      source: Source<TRecord>;
      store: CollectionStore;
    },
  ) {
    this.options = options;
    this.now = options.now ?? new Date();
    this.server = parts.server;
    this.source = parts.source;
    this.#store = parts.store;
    this.#logger.child.mockReturnValue(this.#logger);
  }

  static async start<TRecord>(
    options: SourceContractOptions<TRecord>,
    knex: Knex,
  ): Promise<ContractHarness<TRecord>> {
    const server = await ProviderServer.start();
    return new ContractHarness(options, {
      server,
      source: await options.createSource(server.endpoint),
      store: await createCollectionStore({ getClient: async () => knex }),
    });
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Plays a scenario from now on. */
  play(
    scenario: keyof SourceContractOptions<TRecord>['respond'],
    change: (responder: Responder) => Responder = same => same,
  ): void {
    const { respond } = this.options;
    const responder =
      respond[scenario] ??
      DEFAULT_RESPONDERS[scenario as keyof OptionalResponders];
    if (!responder) throw new Error(`No responder plays "${scenario}"`);
    this.server.play(change(responder));
  }

  /** What tells the record from others. */
  keyOf(record: TRecord): string {
    const key: unknown =
      this.options.keyOf?.(record) ?? Reflect.get(Object(record), 'key');
    if (typeof key !== 'string' || key === '') {
      throw new Error('The record has no `key`; pass keyOf');
    }
    return key;
  }

  /** The one scope of the source. */
  async scope(): Promise<SourceScope> {
    const scopes = await this.source.scopes();
    if (scopes.length !== 1) {
      throw new Error(
        `createSource must configure exactly one scope, not ${scopes.length}`,
      );
    }
    return scopes[0];
  }

  /** Reads the scope once, whether it is due or not. */
  async read(options: Limits<TRecord> = {}): Promise<Reading<TRecord>> {
    const { id } = this.source;
    const sink = new RecordingSink<TRecord>();
    const collector = new Collector<TRecord>({
      source: withLimits(this.source, options),
      sink,
      store: this.#store,
      logger: this.#logger,
      clock: () => this.now,
      retryPolicy: ONE_TRY,
    });
    const scope = await this.scope();
    const before = this.server.requests.length;
    // What an earlier scenario said of the budget holds up no other.
    await this.#store.knex('call_budgets').delete();
    await collector.syncScopes();
    await this.#store.scopes.makeDue(id, scope.id, this.now);
    await collector.collectOne(new AbortController().signal);
    const row = await this.#store.scopes.get(id, scope.id);
    const run = (await this.#store.runs.byIds([row?.run_id ?? ''])).get(
      row?.run_id ?? '',
    );
    if (!row || !run) throw new Error('The scope was not read');
    return {
      run,
      failure: run.failure,
      records: sink.applied,
      completions: sink.completions,
      requests: this.server.requests.length - before,
      nextDueAt: new Date(row.next_due_at),
    };
  }

  /** Everything that people or logs get to see of the readings so far. */
  async everythingShown(): Promise<string> {
    const { id } = this.source;
    const log = [
      this.#logger.error,
      this.#logger.warn,
      this.#logger.info,
      this.#logger.debug,
    ].flatMap(({ mock }) => mock.calls.flat().map(textOf));
    return JSON.stringify({
      runs: await this.#store.runs.history(id, (await this.scope()).id, 100),
      scopes: await this.#store.scopes.list([id]),
      deadLetters: await this.#store.deadLetters.list(id, 100),
      budgetKey: this.source.budgetKey?.(await this.scope()),
      log,
    });
  }

  /** Replays one letter with the source as `change` has it. */
  async replay(
    change: Pick<Source<TRecord>, 'normalise'>,
    letter: DeadLetter,
  ): Promise<{ result: ReplayResult; records: readonly TRecord[] }> {
    const sink = new RecordingSink<TRecord>();
    const replayer = new DeadLetterReplayer<TRecord>({
      store: this.#store,
      sink,
      clock: () => this.now,
    });
    const source = withLimits(this.source, {
      normalise:
        change.normalise && ((...args) => change.normalise?.(...args) ?? []),
    });
    const [result] = await replayer.replay(source, [letter]);
    return { result, records: sink.applied };
  }

  async deadLetters() {
    return this.#store.deadLetters.list(this.source.id, 100);
  }
}

/** The same source with other limits; its methods keep their object. */
function withLimits<TRecord>(
  source: Source<TRecord>,
  limits: Limits<TRecord>,
): Source<TRecord> {
  return {
    id: source.id,
    title: source.title,
    provider: source.provider,
    cadence: limits.cadence ?? source.cadence,
    timeout: limits.timeout ?? source.timeout,
    reading: source.reading,
    requiredPermissions: source.requiredPermissions,
    policies: source.policies,
    rateLimit: limits.rateLimit ?? source.rateLimit,
    concurrency: source.concurrency,
    budgetKey: source.budgetKey && (scope => source.budgetKey?.(scope) ?? ''),
    normalise:
      limits.normalise ??
      (source.normalise && ((...args) => source.normalise?.(...args) ?? [])),
    recordSchema: source.recordSchema,
    scopes: () => source.scopes(),
    read: (scope, context) => source.read(scope, context),
  };
}

function textOf(value: unknown): string {
  return value instanceof Error
    ? `${value.stack} ${textOf(value.cause)}`
    : JSON.stringify(value) ?? String(value);
}
