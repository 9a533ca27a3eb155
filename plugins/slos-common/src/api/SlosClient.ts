import {
  PluginFetch,
  entityPath,
  requestJson,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  SeriesQuery,
  SloDefinitionView,
  SloSeries,
  SlosOverview,
  sloDefinitionViewSchema,
  sloSeriesSchema,
  slosOverviewSchema,
} from './contract';

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
    return requestJson(
      this.#fetch,
      slosOverviewSchema,
      entityPath(entityRef),
      options,
    );
  }

  getSeries(
    entityRef: string,
    id: string,
    query: SeriesQuery = {},
    options: RequestOptions = {},
  ) {
    return requestJson(
      this.#fetch,
      sloSeriesSchema,
      `${sloPath(entityRef, id)}/series`,
      { query: { ...query }, ...options },
    );
  }

  getDefinition(entityRef: string, id: string, options: RequestOptions = {}) {
    return requestJson(
      this.#fetch,
      sloDefinitionViewSchema,
      `${sloPath(entityRef, id)}/definition`,
      options,
    );
  }
}

function sloPath(entityRef: string, id: string): string {
  return `${entityPath(entityRef)}/slos/${encodeURIComponent(id)}`;
}
