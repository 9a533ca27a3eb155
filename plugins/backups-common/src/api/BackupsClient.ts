import {
  PluginFetch,
  entityParts,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  BackupsOverview,
  RecoveryPointPage,
  RecoveryPointQuery,
} from './contract';
import { backupsContract } from './routes';

const { routes } = backupsContract;

interface RequestOptions {
  signal?: AbortSignal;
}

/** What the Backups tab asks. */
export interface BackupsApi {
  getOverview(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<BackupsOverview>;
  /** Recovery points of one resource of the entity, newest data first. */
  listRecoveryPoints(
    entityRef: string,
    query: RecoveryPointQuery,
    options?: RequestOptions,
  ): Promise<RecoveryPointPage>;
}

/** Client of the backups backend, for browsers and for other backends. */
export class BackupsClient implements BackupsApi {
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

  listRecoveryPoints(
    entityRef: string,
    query: RecoveryPointQuery,
    options: RequestOptions = {},
  ) {
    return requestRoute(this.#fetch, routes.listRecoveryPoints, {
      params: entityParts(entityRef),
      query,
      ...options,
    });
  }
}
