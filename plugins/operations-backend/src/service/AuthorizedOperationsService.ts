import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  operationsReadPermission,
  sourcesReadPermission,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
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

  async #require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ) {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`This needs the permission ${permission.name}`);
    }
  }
}
