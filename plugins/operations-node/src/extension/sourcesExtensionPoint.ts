import {
  ExtensionPoint,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import { Source } from '../source';
import { Registry } from './Registry';

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

/** Collects what providers add; refuses two sources of one id and what could not be scheduled. */
export class SourceRegistry<TRecord> implements SourcesExtensionPoint<TRecord> {
  readonly #registry = new Registry<Source<TRecord>>();

  /**
   * @throws ConflictError when the id is taken.
   * @throws InputError naming the source and what is wrong with it.
   */
  addSource(source: Source<TRecord>): void {
    this.#registry.add(source);
  }

  list(): Source<TRecord>[] {
    return this.#registry.list();
  }
}
