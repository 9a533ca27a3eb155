import { EntityDocument } from './types';

interface Version {
  etag: string;
  documents: EntityDocument[];
  bytes: number;
}

/** Most bytes of content that the cache keeps: 32 MiB. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * The last version of what was read from each address, so that the source is asked
 * only whether it changed. Forgets what was used longest ago. A hint, never the
 * truth: without it the same documents are read again.
 */
export class VersionCache {
  readonly #versions = new Map<string, Version>();
  #bytes = 0;

  get(address: string): Version | undefined {
    const version = this.#versions.get(address);
    if (version) {
      this.#versions.delete(address);
      this.#versions.set(address, version);
    }
    return version;
  }

  set(address: string, etag: string, documents: EntityDocument[]): void {
    this.#forget(address);
    const bytes = documents.reduce((sum, each) => sum + each.content.length, 0);
    this.#versions.set(address, { etag, documents, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#versions.keys()) {
      if (this.#bytes <= MAX_BYTES) return;
      this.#forget(oldest);
    }
  }

  #forget(address: string): void {
    const version = this.#versions.get(address);
    if (!version) return;
    this.#versions.delete(address);
    this.#bytes -= version.bytes;
  }
}
