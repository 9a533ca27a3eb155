import { Entity } from '@backstage/catalog-model';

/** One document that an annotation of an entity points at. */
export interface EntityDocument {
  /** Path below the entity's source location, with `/` between its parts. */
  path: string;
  content: Buffer;
  /** What the source calls this version of the document, where it does. */
  etag?: string;
  /** Where a person finds the document. Absent for documents on disk. */
  url?: string;
}

/** Why documents of an annotation could not be read. */
export interface EntityDocumentProblem {
  /** The path or glob as the annotation gives it; the annotation's name when it concerns all of them. */
  path: string;
  /** One sentence that says what to do. */
  message: string;
}

/** What an annotation of an entity points at. */
export interface EntityDocuments {
  /** Sorted by path, each path once. */
  documents: EntityDocument[];
  problems: EntityDocumentProblem[];
}

/** Reads the documents that an annotation of an entity points at. */
export interface EntityDocumentReader {
  /** Never throws for a document: what could not be read is among the problems. */
  read(
    entity: Entity,
    annotation: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityDocuments>;
}

/** Longest document that is read, in bytes: 1 MiB. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;

/** How many documents one annotation may point at. */
export const MAX_DOCUMENTS = 100;
