import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  DeploymentChanges,
  DeploymentDetail,
  DeploymentPage,
  DeploymentsOverview,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import {
  ChangesRequest,
  DeploymentListRequest,
  DeploymentsService,
  EntityDeploymentsService,
  EntityRequest,
} from './DeploymentsService';

/** Decides who may ask; the only place in this backend that knows permissions. */
export class AuthorizedDeploymentsService implements DeploymentsService {
  readonly #service: EntityDeploymentsService;
  readonly #authorizer: EntityAuthorizer;

  constructor(service: EntityDeploymentsService, authorizer: EntityAuthorizer) {
    this.#service = service;
    this.#authorizer = authorizer;
  }

  async getOverview(request: EntityRequest): Promise<DeploymentsOverview> {
    return this.#service.getOverview(await this.#readable(request));
  }

  async listDeployments(
    request: EntityRequest,
    query: DeploymentListRequest,
  ): Promise<DeploymentPage> {
    return this.#service.listDeployments(await this.#readable(request), query);
  }

  async getDeployment(
    request: EntityRequest,
    id: string,
  ): Promise<DeploymentDetail> {
    return this.#service.getDeployment(await this.#readable(request), id);
  }

  async listChanges(
    request: EntityRequest,
    query: ChangesRequest,
  ): Promise<DeploymentChanges> {
    return this.#service.listChanges(await this.#readable(request), query);
  }

  async #readable({ credentials, entityRef }: EntityRequest): Promise<string> {
    const entity = await this.#authorizer.require(
      credentials,
      deploymentsReadPermission,
      entityRef,
    );
    return stringifyEntityRef(entity);
  }
}
