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
  RunbookRecord,
  importRunbook,
  runbookRecordSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';

export const RUNBOOK_SOURCE = 'runbook-documents';

export interface RunbookDocumentSourceOptions {
  reader: EntityDocumentReader;
  loadIndex: () => Promise<EntityIndex>;
  /** How often the documents are read (ISO-8601 duration). */
  cadence: string;
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
    const { entities } = await this.#options.loadIndex();
    for (const entity of entities.values()) {
      context.signal.throwIfAborted();
      if (entity.metadata.annotations?.[OPSDECK_ANNOTATIONS.runbooks]) {
        await context.countCall();
        yield { records: [await this.#readEntity(entity, context.signal)] };
      }
    }
  }

  async #readEntity(
    entity: Entity,
    signal: AbortSignal,
  ): Promise<RunbookRecord> {
    const { documents, problems } = await this.#options.reader.read(
      entity,
      OPSDECK_ANNOTATIONS.runbooks,
      { signal },
    );
    return {
      entityRef: stringifyEntityRef(entity),
      documents: documents.map(importDocument),
      problems,
    };
  }
}

function importDocument({
  path,
  url,
  content,
}: EntityDocument): RunbookRecord['documents'][number] {
  const { title, checklists, problems } = importRunbook(content, { path });
  return { path, url: url ?? null, title: title ?? path, checklists, problems };
}
