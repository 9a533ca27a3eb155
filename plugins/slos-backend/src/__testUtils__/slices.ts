import { Entity } from '@backstage/catalog-model';
import {
  CollectionStore,
  Collector,
  buildEntityIndex,
} from '@opsdeck/backstage-plugin-operations-node';
import { DocumentWriter } from '../collection/DocumentWriter';
import { LedgerSource } from '../collection/LedgerSource';
import { LedgerWriter } from '../collection/LedgerWriter';
import { readSoon } from '../collection/readSoon';
import { SlosRecord } from '../collection/records';
import { SloDocumentSource } from '../collection/SloDocumentSource';
import { SlosSink } from '../collection/SlosSink';
import { TestStores } from './databases';
import { documentsOf, shopEntity } from './documents';
import { FakeSliSource } from './FakeSliSource';

/** The tab's collectors over a database, with a clock and a catalog that the test sets. */
export class TestCollection {
  now = new Date('2026-11-20T12:01:00.000Z');
  catalog: Entity[] = [shopEntity()];
  files: ReturnType<typeof documentsOf> = documentsOf({});
  readonly source = new FakeSliSource();
  readonly sink: SlosSink;
  readonly stores: TestStores;

  constructor(stores: TestStores) {
    this.stores = stores;
    const { statuses } = stores.collection;
    this.sink = new SlosSink({
      documents: new DocumentWriter({ ...stores, statuses }),
      ledger: new LedgerWriter({ ...stores, statuses }),
      definitions: stores.definitions,
      measuringSources: async () => [
        { source: this.source, instances: await this.source.instances() },
      ],
      readSoon: (sourceId, scopeId) =>
        readSoon(stores.collection, { sourceId, scopeId }, this.now),
    });
  }

  /** Reads the files of the catalog. */
  async readDocuments(): Promise<void> {
    await this.#collect(
      new SloDocumentSource({
        cadence: 'PT5M',
        reader: { read: async () => this.files },
        loadIndex: async () => buildEntityIndex(this.catalog),
      }),
    );
  }

  /** Reads the slices of both instances once. */
  async readSlices(): Promise<void> {
    await this.#collect(
      new LedgerSource({
        source: this.source,
        ...this.stores,
        clock: () => this.now,
      }),
    );
  }

  /** How the last reading of an instance ended. */
  async scope(scopeId = 'main'): ReturnType<CollectionStore['scopes']['get']> {
    return this.stores.collection.scopes.get(this.source.id, scopeId);
  }

  /** The days of the one ledger, oldest first. */
  async ledgerDays(): Promise<string[]> {
    return this.stores.knex('slo_ledger').orderBy('day').pluck('day');
  }

  async #collect(
    source: ConstructorParameters<typeof Collector<SlosRecord>>[0]['source'],
  ): Promise<void> {
    const { collection, logger } = this.stores;
    logger.child.mockReturnValue(logger);
    const collector = new Collector<SlosRecord>({
      source,
      sink: this.sink,
      store: collection,
      logger,
      clock: () => this.now,
      retryPolicy: {
        maxTries: 1,
        maxElapsedMs: 1,
        firstDelayMs: 0,
        maxDelayMs: 0,
      },
    });
    await collector.syncScopes();
    for (const { scope_id } of await collection.scopes.list([source.id])) {
      await collection.scopes.makeDue(source.id, scope_id, this.now);
    }
    const due = (await collection.scopes.list([source.id])).length;
    for (let i = 0; i < due; i++) {
      await collector.collectOne(new AbortController().signal);
    }
  }
}
