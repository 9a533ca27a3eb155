import { createHash } from 'node:crypto';
import { open, readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  isChildPath,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { isDocumentGlob, matchesDocumentPath } from './documentPath';
import { checkSize } from './readBounded';
import { EntityDocument, MAX_DOCUMENTS } from './types';

/** How many files of a folder are looked at for a glob. */
const MAX_FILES = 20_000;

/** Folders that hold no documents of the service and often very many files. */
const SKIPPED = new Set(['node_modules', '.git']);

/**
 * Reads documents below a folder on disk: never outside it, whatever links it holds.
 *
 * @param path - a checked path or glob below the folder.
 * @throws InputError, NotAllowedError, NotFoundError, or what the file system throws.
 */
export async function readFileDocuments(
  folder: string,
  path: string,
  signal?: AbortSignal,
): Promise<EntityDocument[]> {
  const root = await realpath(folder);
  if (!isDocumentGlob(path)) return [await readDocument(root, path)];

  const paths = await findFiles(root, path, signal);
  if (paths.length === 0) {
    throw new NotFoundError('No document matches this glob.');
  }
  if (paths.length > MAX_DOCUMENTS) {
    throw new InputError(
      `${paths.length} documents match, more than the ${MAX_DOCUMENTS} that are read; narrow the glob.`,
    );
  }
  const documents: EntityDocument[] = [];
  for (const each of paths) {
    documents.push(await readDocument(root, each));
  }
  return documents;
}

async function readDocument(
  root: string,
  path: string,
): Promise<EntityDocument> {
  const real = await realpath(resolveSafeChildPath(root, path));
  if (!isChildPath(root, real)) {
    throw new NotAllowedError(
      'The document is a link that leaves the source location of the entity.',
    );
  }
  const file = await open(real, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw new InputError('The path names no file.');
    }
    checkSize(stats.size);
    const content = await file.readFile();
    checkSize(content.length);
    const etag = createHash('sha256').update(content).digest('hex');
    return { path, content, etag };
  } finally {
    await file.close();
  }
}

async function findFiles(
  root: string,
  glob: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const literal = glob.slice(0, glob.indexOf('*'));
  const first = literal.slice(0, literal.lastIndexOf('/') + 1);
  const folders = [resolveSafeChildPath(root, first)];
  const found: string[] = [];
  let seen = 0;
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    signal?.throwIfAborted();
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      seen += 1;
      if (seen > MAX_FILES) {
        throw new InputError(
          `The glob looks through more than ${MAX_FILES} files; start it with the name of a folder.`,
        );
      }
      const place = join(folder, entry.name);
      const path = relative(root, place).split(sep).join('/');
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) folders.push(place);
      } else if (matchesDocumentPath(glob, path)) {
        found.push(path);
      }
    }
  }
  return found.sort();
}
