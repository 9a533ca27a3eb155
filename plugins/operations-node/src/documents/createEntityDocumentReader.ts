import {
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { isError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { annotationValues } from '@opsdeck/backstage-plugin-operations-common';
import { redactText } from '../redact';
import { parseDocumentPath } from './documentPath';
import { readFileDocuments } from './FileDocuments';
import { SourceFolder, sourceFolderOf } from './sourceLocation';
import {
  EntityDocument,
  EntityDocumentProblem,
  EntityDocumentReader,
  EntityDocuments,
} from './types';
import { UrlDocuments } from './UrlDocuments';

/** What the reader is made of. */
export interface EntityDocumentReaderOptions {
  urlReader: UrlReaderService;
  logger: LoggerService;
  /** Holds `integrations`: needed for hosts whose file addresses are not plain paths. */
  config?: RootConfigService;
}

/**
 * A reader of the documents that an annotation of an entity points at: its value is
 * a comma-separated list of paths or globs relative to the entity's source location.
 * `url:` locations go through the URL reader, so only hosts that `integrations` or
 * `backend.reading.allow` name are asked; `file:` locations count only for entities
 * that come from disk themselves.
 */
export function createEntityDocumentReader(
  options: EntityDocumentReaderOptions,
): EntityDocumentReader {
  const urls = new UrlDocuments(
    options.urlReader,
    ScmIntegrations.fromConfig(options.config ?? new ConfigReader({})),
  );

  async function readEntry(
    folder: SourceFolder,
    entry: string,
    signal: AbortSignal | undefined,
  ): Promise<EntityDocument[]> {
    const path = parseDocumentPath(entry);
    return folder.type === 'url'
      ? urls.read(folder.base, path, signal)
      : readFileDocuments(folder.folder, path, signal);
  }

  async function read(
    entity: Entity,
    annotation: string,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<EntityDocuments> {
    const entries = annotationValues(entity, annotation);
    if (entries.length === 0) return { documents: [], problems: [] };

    const documents = new Map<string, EntityDocument>();
    const problems: EntityDocumentProblem[] = [];
    const report = (entry: string, error: unknown) => {
      // An address with a password in it is a mistake that people make.
      const path = redactText(entry);
      options.logger.debug(
        `Could not read "${path}" of ${stringifyEntityRef(entity)}`,
        isError(error) ? error : undefined,
      );
      problems.push({ path, message: messageOf(error) });
    };
    let folder: SourceFolder;
    try {
      folder = sourceFolderOf(entity);
    } catch (error) {
      report(annotation, error);
      return { documents: [], problems };
    }
    for (const entry of entries) {
      signal?.throwIfAborted();
      try {
        for (const document of await readEntry(folder, entry, signal)) {
          documents.set(document.path, document);
        }
      } catch (error) {
        signal?.throwIfAborted();
        report(entry, error);
      }
    }
    return {
      documents: [...documents.values()].sort((a, b) =>
        a.path < b.path ? -1 : 1,
      ),
      problems,
    };
  }

  return { read };
}

function messageOf(error: unknown): string {
  if (!isError(error)) return 'The document could not be read.';
  if (error.code === 'ENOENT') return 'There is no such file.';
  if (typeof error.code === 'string') {
    return `The document could not be read (${error.code}).`;
  }
  return redactText(error.message);
}
