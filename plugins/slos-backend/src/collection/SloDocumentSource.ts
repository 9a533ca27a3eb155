import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  OPSDECK_ANNOTATIONS,
  annotationValues,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityDocumentReader,
  EntityIndex,
  ReadContext,
  Source,
  SourcePage,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import { DocumentsRecord, documentsRecordSchema } from './records';

/** Entities read at the same time, and together in a page. */
const ENTITIES_AT_ONCE = 8;

export const DOCUMENT_SOURCE_ID = 'slo-documents';

/** The OpenSLO files that the catalog's entities point at. */
export class SloDocumentSource implements Source<DocumentsRecord> {
  readonly id = DOCUMENT_SOURCE_ID;
  readonly title = 'SLO files';
  readonly provider = 'catalog';
  readonly timeout = 'PT5M';
  readonly reading = 'complete';
  readonly recordSchema = documentsRecordSchema;
  readonly requiredPermissions = [
    'read access to the repositories of the entities (integrations of the backend)',
  ];
  /** Documents are read as the catalog reads its own. */
  readonly policies = [];
  readonly cadence: string;
  readonly #reader: EntityDocumentReader;
  readonly #loadIndex: () => Promise<EntityIndex>;

  constructor(options: {
    cadence: string;
    reader: EntityDocumentReader;
    loadIndex: () => Promise<EntityIndex>;
  }) {
    this.cadence = options.cadence;
    this.#reader = options.reader;
    this.#loadIndex = options.loadIndex;
  }

  async scopes(): Promise<SourceScope[]> {
    return [{ id: 'catalog', title: 'catalog', attributes: {} }];
  }

  async *read(
    _scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<DocumentsRecord>> {
    const { entities } = await this.#loadIndex();
    const declaring = [...entities.values()].filter(
      entity => annotationValues(entity, OPSDECK_ANNOTATIONS.slos).length > 0,
    );
    for (let i = 0; i < declaring.length; i += ENTITIES_AT_ONCE) {
      const records = await Promise.all(
        declaring
          .slice(i, i + ENTITIES_AT_ONCE)
          .map(entity => this.#readEntity(entity, context)),
      );
      yield { records };
    }
  }

  async #readEntity(
    entity: Entity,
    { signal, countCall }: ReadContext,
  ): Promise<DocumentsRecord> {
    await countCall();
    const { documents, problems } = await this.#reader.read(
      entity,
      OPSDECK_ANNOTATIONS.slos,
      { signal },
    );
    const texts = documents.map(({ path, content, url }) => ({
      path,
      text: content.toString('utf8'),
      url: url ?? null,
    }));
    return {
      kind: 'documents',
      entityRef: stringifyEntityRef(entity),
      documents: texts.filter(({ text }) => !text.includes('\0')),
      problems: [
        ...problems.map(({ path, message }) => ({ path, message })),
        ...texts
          .filter(({ text }) => text.includes('\0'))
          .map(({ path }) => ({ path, message: 'This is no text file.' })),
      ],
    };
  }
}
