import {
  ExtensionPoint,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Source } from '../source';

/** Where provider modules plug their sources into a tab. */
export interface SourcesExtensionPoint<TRecord> {
  addSource(source: Source<TRecord>): void;
}

/** The one factory of every tab's source extension point. */
export function createSourcesExtensionPoint<TRecord>(
  pluginId: string,
): ExtensionPoint<SourcesExtensionPoint<TRecord>> {
  return createExtensionPoint<SourcesExtensionPoint<TRecord>>({
    id: `${pluginId}.sources`,
  });
}

/** Collects what providers add, and refuses two sources of one id. */
export class SourceRegistry<TRecord> implements SourcesExtensionPoint<TRecord> {
  readonly #sources = new Map<string, Source<TRecord>>();

  addSource(source: Source<TRecord>): void {
    if (this.#sources.has(source.id)) {
      throw new ConflictError(
        `Two modules add a source with the id "${source.id}"; is a provider package installed twice?`,
      );
    }
    this.#sources.set(source.id, source);
  }

  list(): Source<TRecord>[] {
    return [...this.#sources.values()];
  }
}
