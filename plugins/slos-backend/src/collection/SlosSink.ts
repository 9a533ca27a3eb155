import {
  CollectionSink,
  SinkContext,
  SinkCounts,
  SinkRun,
} from '@opsdeck/backstage-plugin-operations-node';
import { DefinitionStore } from '../database/DefinitionStore';
import { MeasuringSource } from './bindObjective';
import { DocumentWriter } from './DocumentWriter';
import { LedgerWriter } from './LedgerWriter';
import {
  DocumentsRecord,
  RefusalRecord,
  SlicesRecord,
  SlosRecord,
} from './records';
import { DOCUMENT_SOURCE_ID } from './SloDocumentSource';

export interface SlosSinkOptions {
  documents: DocumentWriter;
  ledger: LedgerWriter;
  definitions: DefinitionStore;
  /** What measures SLOs, with the instances as configured now. */
  measuringSources: () => Promise<MeasuringSource[]>;
  /** Makes an instance due at once, unless its last reading failed. */
  readSoon: (sourceId: string, scopeId: string) => Promise<void>;
}

/** Where everything that this tab collects goes: files to promises, slices to the ledger. */
export class SlosSink implements CollectionSink<SlosRecord> {
  readonly #options: SlosSinkOptions;

  constructor(options: SlosSinkOptions) {
    this.#options = options;
  }

  async open(): Promise<SinkRun<SlosRecord>> {
    const sources = await this.#options.measuringSources();
    return {
      apply: (records, context) => this.#apply(records, sources, context),
      complete: context => this.#complete(context),
    };
  }

  /** A new SLO does not wait for its source's next turn. */
  async rebind(): Promise<void> {
    const { definitions, readSoon } = this.#options;
    for (const { sourceId, scopeId } of await definitions.scopesWithUnread()) {
      await readSoon(sourceId, scopeId);
    }
  }

  async #apply(
    records: readonly SlosRecord[],
    sources: readonly MeasuringSource[],
    context: SinkContext,
  ): Promise<void> {
    const { documents, ledger } = this.#options;
    await documents.write(records.filter(isDocuments), sources, context);
    await ledger.write(records.filter(isLedger), context);
  }

  async #complete(context: SinkContext): Promise<SinkCounts> {
    const { documents, definitions } = this.#options;
    if (context.sourceId === DOCUMENT_SOURCE_ID) {
      return documents.complete(context);
    }
    return {
      bound: await definitions.countMeasured(
        context.trx,
        context.sourceId,
        context.scope.id,
      ),
      unbound: 0,
    };
  }
}

function isDocuments(record: SlosRecord): record is DocumentsRecord {
  return record.kind === 'documents';
}

function isLedger(record: SlosRecord): record is SlicesRecord | RefusalRecord {
  return record.kind !== 'documents';
}
