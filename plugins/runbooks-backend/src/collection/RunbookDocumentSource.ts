import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityDocument,
  EntityDocumentReader,
  EntityIndex,
  ReadContext,
  Source,
  SourcePage,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  CheckLookUp,
  CheckMatch,
  RunbookRecord,
  checkProblems,
  importRunbook,
  matchChecks,
  runbookRecordSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { lintDocuments } from './lintDocuments';

export const RUNBOOK_SOURCE = 'runbook-documents';

export interface RunbookDocumentSourceOptions {
  reader: EntityDocumentReader;
  loadIndex: () => Promise<EntityIndex>;
  /** How often the documents are read (ISO-8601 duration). */
  cadence: string;
  /** The live checks that there are. */
  checks: CheckLookUp;
  /** Rules that find a check by the text of a step. */
  checkMatches: readonly CheckMatch[];
  clock?: () => Date;
}

/** Reads the runbooks that the entities of the catalog point at. */
export class RunbookDocumentSource implements Source<RunbookRecord> {
  readonly id = RUNBOOK_SOURCE;
  readonly title = 'Runbook documents';
  readonly provider = 'catalog';
  readonly cadence: string;
  readonly timeout = 'PT2M';
  readonly reading = 'complete';
  readonly requiredPermissions = [
    'read access to the repositories, through `integrations`',
  ];
  /** Documents are read as the catalog reads its own. */
  readonly policies = [];
  readonly recordSchema = runbookRecordSchema;
  readonly #options: RunbookDocumentSourceOptions;

  constructor(options: RunbookDocumentSourceOptions) {
    this.#options = options;
    this.cadence = options.cadence;
  }

  async scopes() {
    return [{ id: 'catalog', title: 'Catalog', attributes: {} }];
  }

  async *read(
    _scope: unknown,
    context: ReadContext,
  ): AsyncIterable<SourcePage<RunbookRecord>> {
    const index = await this.#options.loadIndex();
    for (const entity of index.entities.values()) {
      context.signal.throwIfAborted();
      if (entity.metadata.annotations?.[OPSDECK_ANNOTATIONS.runbooks]) {
        await context.countCall();
        const record = await this.#readEntity(entity, index, context.signal);
        yield { records: [record] };
      }
    }
  }

  async #readEntity(
    entity: Entity,
    index: EntityIndex,
    signal: AbortSignal,
  ): Promise<RunbookRecord> {
    const { documents, problems } = await this.#options.reader.read(
      entity,
      OPSDECK_ANNOTATIONS.runbooks,
      { signal },
    );
    const now = this.#options.clock?.() ?? new Date();
    const lint = lintDocuments(entity, documents, index, now);
    return {
      entityRef: stringifyEntityRef(entity),
      documents: documents.map(document => ({
        ...importDocument(document, this.#options),
        lint: lint.get(document.path) ?? [],
      })),
      problems,
    };
  }
}

function importDocument(
  { path, url, content }: EntityDocument,
  { checks, checkMatches }: RunbookDocumentSourceOptions,
): Omit<RunbookRecord['documents'][number], 'lint'> {
  const read = importRunbook(content, { path });
  const { checklists, problems } = matchChecks(read.checklists, checkMatches);
  return {
    path,
    url: url ?? null,
    title: read.title ?? path,
    checklists,
    problems: [
      ...read.problems,
      ...problems,
      ...checkProblems(checklists, checks),
    ].sort((a, b) => a.line - b.line),
  };
}
