import {
  PluginFetch,
  entityPath,
  requestJson,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ChangesQuery,
  DeploymentChanges,
  DeploymentDetail,
  DeploymentPage,
  DeploymentQuery,
  DeploymentsOverview,
  deploymentChangesSchema,
  deploymentDetailSchema,
  deploymentPageSchema,
  deploymentsOverviewSchema,
} from './contract';

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
    return requestJson(
      this.#fetch,
      deploymentsOverviewSchema,
      entityPath(entityRef),
      options,
    );
  }

  listDeployments(
    entityRef: string,
    query: DeploymentQuery = {},
    options: RequestOptions = {},
  ) {
    return requestJson(
      this.#fetch,
      deploymentPageSchema,
      `${entityPath(entityRef)}/deployments`,
      { query: { ...query }, ...options },
    );
  }

  getDeployment(entityRef: string, id: string, options: RequestOptions = {}) {
    return requestJson(
      this.#fetch,
      deploymentDetailSchema,
      `${entityPath(entityRef)}/deployments/${encodeURIComponent(id)}`,
      options,
    );
  }

  listChanges(
    entityRef: string,
    query: ChangesQuery,
    options: RequestOptions = {},
  ) {
    return requestJson(
      this.#fetch,
      deploymentChangesSchema,
      `${entityPath(entityRef)}/deployments/changes`,
      { query: { ...query }, ...options },
    );
  }
}
