import {
  PluginFetch,
  entityParts,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ChangesQuery,
  DeploymentChanges,
  DeploymentDetail,
  DeploymentPage,
  DeploymentQuery,
  DeploymentsOverview,
} from './contract';
import { deploymentsContract } from './routes';

const { routes } = deploymentsContract;

interface RequestOptions {
  signal?: AbortSignal;
}

/** What the Deployments tab asks, and what incidents ask about changes. */
export interface DeploymentsApi {
  getOverview(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<DeploymentsOverview>;
  /** One page of the entity's deployments, newest first. */
  listDeployments(
    entityRef: string,
    query?: DeploymentQuery,
    options?: RequestOptions,
  ): Promise<DeploymentPage>;
  getDeployment(
    entityRef: string,
    id: string,
    options?: RequestOptions,
  ): Promise<DeploymentDetail>;
  /** What was deployed between two instants, for timelines. */
  listChanges(
    entityRef: string,
    query: ChangesQuery,
    options?: RequestOptions,
  ): Promise<DeploymentChanges>;
}

/** Client of the deployments backend, for browsers and for other backends. */
export class DeploymentsClient implements DeploymentsApi {
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

  listDeployments(
    entityRef: string,
    query: DeploymentQuery = {},
    options: RequestOptions = {},
  ) {
    return requestRoute(this.#fetch, routes.listDeployments, {
      params: entityParts(entityRef),
      query,
      ...options,
    });
  }

  getDeployment(entityRef: string, id: string, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getDeployment, {
      params: { ...entityParts(entityRef), id },
      ...options,
    });
  }

  listChanges(
    entityRef: string,
    query: ChangesQuery,
    options: RequestOptions = {},
  ) {
    return requestRoute(this.#fetch, routes.listChanges, {
      params: entityParts(entityRef),
      query,
      ...options,
    });
  }
}
