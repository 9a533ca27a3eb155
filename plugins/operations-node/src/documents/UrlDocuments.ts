import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, isError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { isDocumentGlob } from './documentPath';
import { checkSize, readBounded } from './readBounded';
import { EntityDocument, MAX_DOCUMENTS } from './types';
import { VersionCache } from './VersionCache';

/** Reads documents below a URL, with the credentials of the URL reader's integrations. */
export class UrlDocuments {
  readonly #urlReader: UrlReaderService;
  readonly #integrations: ScmIntegrations;
  readonly #versions = new VersionCache();

  constructor(urlReader: UrlReaderService, integrations: ScmIntegrations) {
    this.#urlReader = urlReader;
    this.#integrations = integrations;
  }

  /**
   * @param base - URL of the folder, or of a file in it.
   * @param path - a checked path or glob below it.
   * @throws InputError, NotFoundError, or what the URL reader throws.
   */
  async read(
    base: string,
    path: string,
    signal?: AbortSignal,
  ): Promise<EntityDocument[]> {
    const url = this.#resolve(path, base);
    const known = this.#versions.get(url);
    try {
      const { etag, documents } = isDocumentGlob(path)
        ? await this.#search(url, base, path, known?.etag, signal)
        : await this.#readOne(url, path, known?.etag, signal);
      if (etag) this.#versions.set(url, etag, documents);
      return documents;
    } catch (error) {
      if (known && isError(error) && error.name === 'NotModifiedError') {
        return known.documents;
      }
      throw error;
    }
  }

  #resolve(path: string, base: string): string {
    const url = path
      .split('/')
      .map(part => encodeURIComponent(part))
      .join('/');
    return this.#integrations.resolveUrl({ url, base });
  }

  async #readOne(
    url: string,
    path: string,
    known: string | undefined,
    signal: AbortSignal | undefined,
  ) {
    const response = await this.#urlReader.readUrl(url, {
      etag: known,
      signal,
    });
    const content = await readBounded(response);
    const { etag } = response;
    return { etag, documents: [{ path, content, etag, url }] };
  }

  async #search(
    url: string,
    base: string,
    path: string,
    known: string | undefined,
    signal: AbortSignal | undefined,
  ) {
    const { files, etag } = await this.#urlReader.search(url, {
      etag: known,
      signal,
    });
    if (files.length === 0) {
      throw new NotFoundError('No document matches this glob.');
    }
    if (files.length > MAX_DOCUMENTS) {
      throw new InputError(
        `${files.length} documents match, more than the ${MAX_DOCUMENTS} that are read; narrow the glob.`,
      );
    }
    const folder = this.#integrations.resolveUrl({ url: './', base });
    const documents: EntityDocument[] = [];
    for (const file of files) {
      const content = await file.content();
      checkSize(content.length);
      documents.push({
        path: pathBelow(folder, file.url, path),
        content,
        etag,
        url: file.url,
      });
    }
    return { etag, documents };
  }
}

/**
 * The path of a found file below the folder. Some hosts keep the path of a file in
 * the query, and some name files by an address of another shape; then the folder of
 * the glob and the file's name are all there is to say.
 */
function pathBelow(folder: string, file: string, glob: string): string {
  const from = pathOf(folder);
  const to = pathOf(file);
  if (to.startsWith(from)) return to.slice(from.length).replace(/^\//, '');
  const literal = glob.slice(0, glob.indexOf('*'));
  return literal.slice(0, literal.lastIndexOf('/') + 1) + to.split('/').at(-1);
}

function pathOf(address: string): string {
  const url = new URL(address);
  return url.searchParams.get('path') ?? decodeURIComponent(url.pathname);
}
