import {
  ExtensionPoint,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
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

/** Collects what providers add; refuses two sources of one id and what could not be scheduled. */
export class SourceRegistry<TRecord> implements SourcesExtensionPoint<TRecord> {
  readonly #sources = new Map<string, Source<TRecord>>();

  /**
   * @throws ConflictError when the id is taken.
   * @throws InputError naming the source and what is wrong with it.
   */
  addSource(source: Source<TRecord>): void {
    checkSource(source);
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

/** As long as the column that keeps it. */
const MAX_ID_LENGTH = 100;

function checkSource({
  id,
  cadence,
  timeout,
}: Pick<Source<unknown>, 'id' | 'cadence' | 'timeout'>): void {
  if (id.length === 0 || id.length > MAX_ID_LENGTH) {
    throw new InputError(
      `The source id "${id}" must have 1 to ${MAX_ID_LENGTH} characters`,
    );
  }
  for (const [name, value] of Object.entries({ cadence, timeout })) {
    try {
      parseDuration(value);
    } catch (error) {
      throw new InputError(`The ${name} of the source "${id}" is wrong`, error);
    }
  }
}
