import {
  CollectionSink,
  SinkContext,
  SinkCounts,
  SinkRun,
  StatusStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { RunbookRecord } from '@opsdeck/backstage-plugin-runbooks-common';
import { DocumentStore } from '../database/DocumentStore';

export interface RunbookSinkOptions {
  documents: DocumentStore;
  statuses: StatusStore;
}

/** Turns what was read into documents and checklists. */
export class RunbookSink implements CollectionSink<RunbookRecord> {
  readonly #options: RunbookSinkOptions;

  constructor(options: RunbookSinkOptions) {
    this.#options = options;
  }

  async open(): Promise<SinkRun<RunbookRecord>> {
    // The source keeps no cursor, so one run sees every entity of a reading.
    const seen = new Set<string>();
    return {
      apply: (records, context) => this.#apply(seen, records, context),
      complete: context => this.#complete(seen, context),
    };
  }

  /** Documents belong to the entity that points at them from the start. */
  async rebind(): Promise<void> {}

  async #apply(
    seen: Set<string>,
    records: readonly RunbookRecord[],
    { trx, now }: SinkContext,
  ): Promise<void> {
    const { documents, statuses } = this.#options;
    for (const record of records) {
      seen.add(record.entityRef);
      if (await documents.save(trx, record, now)) {
        await statuses.markDue(trx, [record.entityRef], now);
      }
    }
  }

  async #complete(
    seen: ReadonlySet<string>,
    { trx, now, reading }: SinkContext,
  ): Promise<SinkCounts> {
    const { documents, statuses } = this.#options;
    if (reading === 'complete') {
      const left = await documents.retireOthers(trx, seen, now);
      await statuses.markDue(trx, left, now);
    }
    return { bound: await documents.countEntities(trx), unbound: 0 };
  }
}
