import { PluginFetch, requestRoute } from '../client';
import { Capability } from '../status';
import { BoardQuery, OperationsApi } from './board';
import { operationsContract } from './routes';

const { routes } = operationsContract;

/** Client of the operations backend. */
export class OperationsClient implements OperationsApi {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  getBoard(query: BoardQuery = {}, options: { signal?: AbortSignal } = {}) {
    return requestRoute(this.#fetch, routes.getBoard, { query, ...options });
  }

  getEntityBoard(entityRef: string, options: { signal?: AbortSignal } = {}) {
    return requestRoute(this.#fetch, routes.getEntityBoard, {
      query: { entityRef },
      ...options,
    });
  }

  getSources(options: { signal?: AbortSignal } = {}) {
    return requestRoute(this.#fetch, routes.getSources, options);
  }

  async runSourceNow(pluginId: Capability, sourceId: string, scopeId: string) {
    await requestRoute(this.#fetch, routes.runSourceNow, {
      params: { pluginId, sourceId },
      body: { scopeId },
    });
  }
}
