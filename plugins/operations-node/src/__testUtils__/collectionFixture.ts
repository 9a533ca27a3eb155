import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  CollectionStore,
  Collector,
  CollectorOptions,
  createCollectionStore,
} from '../collection';
import { ItemSink } from './ItemSink';
import { Item, ScriptedSource } from './ScriptedSource';
import { TestClock } from './TestClock';

/** No waiting between tries, and no jitter. */
export const QUICK = {
  retryPolicy: {
    maxTries: 3,
    maxElapsedMs: 60_000,
    firstDelayMs: 0,
    maxDelayMs: 0,
  },
  closingPolicy: { maxTries: 3, firstDelayMs: 0, maxDelayMs: 0 },
  random: () => 0,
};

/** The shared tables on a fresh database, a sink, and a clock that stands still. */
export class CollectionFixture {
  readonly logger = mockServices.logger.mock();

  private constructor(
    readonly knex: Knex,
    readonly store: CollectionStore,
    readonly sink: ItemSink,
    readonly clock = new TestClock(),
  ) {}

  static async create(knex: Knex): Promise<CollectionFixture> {
    const store = await createCollectionStore({ getClient: async () => knex });
    return new CollectionFixture(knex, store, await ItemSink.create(knex));
  }

  /** The same database and clock, as another process finds them. */
  async restart(): Promise<CollectionFixture> {
    const store = await createCollectionStore({
      getClient: async () => this.knex,
    });
    const sink = ItemSink.open(this.knex);
    return new CollectionFixture(this.knex, store, sink, this.clock);
  }

  collector(
    source: ScriptedSource,
    overrides: Partial<CollectorOptions<Item>> = {},
  ): Collector<Item> {
    return new Collector({
      source,
      sink: this.sink,
      store: this.store,
      logger: this.logger,
      clock: this.clock.read,
      ...QUICK,
      ...overrides,
    });
  }

  /** Makes the scope due, reads it once and answers how that went. */
  async collect(source: ScriptedSource, signal = new AbortController().signal) {
    const collector = this.collector(source);
    await collector.syncScopes();
    await this.store.scopes.makeDue(source.id, 'scope', this.clock.read());
    await collector.collectOne(signal);
    return this.state(source);
  }

  async state(source: Pick<ScriptedSource, 'id'>) {
    const row = await this.store.scopes.get(source.id, 'scope');
    const [run] = await this.store.runs.history(source.id, 'scope', 1);
    if (!row) throw new Error('There is no scope');
    return { row, run };
  }
}
