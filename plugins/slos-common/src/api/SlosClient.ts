import {
  PluginFetch,
  entityParts,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  SeriesQuery,
  SloDefinitionView,
  SloSeries,
  SlosOverview,
} from './contract';
import { slosContract } from './routes';

const { routes } = slosContract;

interface RequestOptions {
  signal?: AbortSignal;
}

/** What the SLO tab asks. */
export interface SlosApi {
  getOverview(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<SlosOverview>;
  /** Burn-down and SLI of one objective over its window or the last part of it. */
  getSeries(
    entityRef: string,
    id: string,
    query?: SeriesQuery,
    options?: RequestOptions,
  ): Promise<SloSeries>;
  getDefinition(
    entityRef: string,
    id: string,
    options?: RequestOptions,
  ): Promise<SloDefinitionView>;
}

/** Client of the SLO backend, for browsers and for other backends. */
export class SlosClient implements SlosApi {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  getOverview(entityRef: string, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getOverview, {
      params: entityParts(entityRef),
      ...options,
    });
  }

  getSeries(
    entityRef: string,
    id: string,
    query: SeriesQuery = {},
    options: RequestOptions = {},
  ) {
    return requestRoute(this.#fetch, routes.getSeries, {
      params: { ...entityParts(entityRef), id },
      query,
      ...options,
    });
  }

  getDefinition(entityRef: string, id: string, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getDefinition, {
      params: { ...entityParts(entityRef), id },
      ...options,
    });
  }
}
