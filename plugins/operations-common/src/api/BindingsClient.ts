import { z } from 'zod/v4';
import { PluginFetch, requestRoute } from '../client';
import {
  RecordBindingPage,
  entityBindingQuerySchema,
  sourceBindingQuerySchema,
} from './bindings';
import { bindingRoutes } from './bindingsRoutes';

type ReadOptions = { signal?: AbortSignal };

/** The routes about bindings that every collecting backend serves. */
export class BindingsClient {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  /** What is bound to an entity, and why. */
  listOfEntity(
    query: z.input<typeof entityBindingQuerySchema>,
    options: ReadOptions = {},
  ): Promise<RecordBindingPage> {
    return requestRoute(this.#fetch, bindingRoutes.listEntityBindings, {
      query,
      ...options,
    });
  }

  /** The records of a source, bound or not. */
  listOfSource(
    sourceId: string,
    query: z.input<typeof sourceBindingQuerySchema> = {},
    options: ReadOptions = {},
  ): Promise<RecordBindingPage> {
    return requestRoute(this.#fetch, bindingRoutes.listSourceBindings, {
      params: { sourceId },
      query,
      ...options,
    });
  }
}
