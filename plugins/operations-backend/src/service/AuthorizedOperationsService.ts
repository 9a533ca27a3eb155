import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  operationsReadPermission,
  sourcesReadPermission,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import { requirePermission } from '@opsdeck/backstage-plugin-operations-node';
import { OperationsService } from './OperationsService';

/** Decides who may ask; rows and chips are filtered further inside. */
export class AuthorizedOperationsService implements OperationsService {
  readonly #service: OperationsService;
  readonly #permissions: PermissionsService;

  constructor(service: OperationsService, permissions: PermissionsService) {
    this.#service = service;
    this.#permissions = permissions;
  }

  async getBoard(
    ...[request, query]: Parameters<OperationsService['getBoard']>
  ) {
    await this.#require(request.credentials, operationsReadPermission);
    return this.#service.getBoard(request, query);
  }

  async getEntityBoard(
    ...[request, entityRef]: Parameters<OperationsService['getEntityBoard']>
  ) {
    await this.#require(request.credentials, operationsReadPermission);
    return this.#service.getEntityBoard(request, entityRef);
  }

  async getSources(...[request]: Parameters<OperationsService['getSources']>) {
    await this.#require(request.credentials, sourcesReadPermission);
    return this.#service.getSources(request);
  }

  async runSourceNow(
    ...[request, target]: Parameters<OperationsService['runSourceNow']>
  ) {
    await this.#require(request.credentials, sourcesRunPermission);
    return this.#service.runSourceNow(request, target);
  }

  #require(credentials: BackstageCredentials, permission: BasicPermission) {
    return requirePermission(this.#permissions, credentials, permission);
  }
}
