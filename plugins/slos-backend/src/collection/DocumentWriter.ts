import { createHash } from 'node:crypto';
import {
  SinkContext,
  SinkCounts,
  SourceScope,
  StatusStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { SloDefinition } from '@opsdeck/backstage-plugin-slos-common';
import {
  EntityDefinitions,
  StoredDocument,
  StoredObjective,
} from '../database/definitionRows';
import { DefinitionStore } from '../database/DefinitionStore';
import { LedgerNames } from '../database/LedgerNames';
import { MeasuringSource, bindObjective } from './bindObjective';
import { chooseDocuments } from './chooseDocuments';
import { DocumentsRecord } from './records';

/** Raise it when the same files are to be read in another way than before. */
const READING_VERSION = 1;

/** Turns the SLO files of entities into what they promise. */
export class DocumentWriter {
  readonly #definitions: DefinitionStore;
  readonly #statuses: StatusStore;

  constructor(options: {
    definitions: DefinitionStore;
    statuses: StatusStore;
  }) {
    this.#definitions = options.definitions;
    this.#statuses = options.statuses;
  }

  async write(
    records: readonly DocumentsRecord[],
    sources: readonly MeasuringSource[],
    context: SinkContext,
  ): Promise<void> {
    const { trx, now } = context;
    const changed: string[] = [];
    for (const record of records) {
      const { entityRef } = record;
      const digest = digestOf(record, sources);
      const known = await this.#definitions.entity(trx, entityRef);
      if (known?.digest === digest) {
        await this.#definitions.touch(trx, entityRef, now);
        if (known.gone) changed.push(entityRef);
        continue;
      }
      const inUse = await this.#definitions.documents(entityRef, trx);
      const ledgerNames = await new LedgerNames(trx).of(entityRef);
      await this.#definitions.replace(
        trx,
        { digest, ...toDefinitions(record, inUse, ledgerNames, sources) },
        now,
      );
      changed.push(entityRef);
    }
    await this.#statuses.markDue(trx, changed, now);
  }

  async complete(context: SinkContext): Promise<SinkCounts> {
    const { trx, now } = context;
    if (context.reading === 'complete') {
      const gone = await this.#definitions.retireUnseen(
        trx,
        context.sweepStartedAt,
        now,
      );
      await this.#statuses.markDue(trx, gone, now);
    }
    return this.#definitions.count(trx);
  }
}

function toDefinitions(
  record: DocumentsRecord,
  inUse: readonly StoredDocument[],
  ledgerNames: ReadonlyMap<string, string>,
  sources: readonly MeasuringSource[],
): Omit<EntityDefinitions, 'digest'> {
  const { entityRef } = record;
  const { documents, problems, result } = chooseDocuments(record, inUse);
  return {
    entityRef,
    documents,
    problems,
    objectives: result.slos.flatMap(slo =>
      toObjectives(entityRef, slo, ledgerNames, sources),
    ),
  };
}

function toObjectives(
  entityRef: string,
  slo: SloDefinition,
  ledgerNames: ReadonlyMap<string, string>,
  sources: readonly MeasuringSource[],
): Omit<StoredObjective, 'entityRef'>[] {
  return slo.objectives.map((objective, index) => {
    const id = index === 0 ? slo.name : `${slo.name}.${index + 1}`;
    const bound = bindObjective(
      ledgerNames.get(id) ?? entityRef,
      id,
      { slo, objective },
      sources,
    );
    return {
      id,
      slo,
      objective,
      ...('reason' in bound
        ? { ledger: null, unmeasuredReason: bound.reason }
        : {
            ledger: {
              key: bound.ledgerKey,
              sourceId: bound.sourceId,
              scopeId: bound.scopeId,
              sliceSeconds: bound.sliceSeconds,
            },
            unmeasuredReason: null,
          }),
    };
  });
}

function digestOf(
  record: DocumentsRecord,
  sources: readonly MeasuringSource[],
): string {
  const instances = sources.map(({ source, instances: of }) => [
    source.id,
    of.map(({ id }: SourceScope) => id),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([READING_VERSION, record, instances]))
    .digest('hex');
}
