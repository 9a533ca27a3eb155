import { Entity } from '@backstage/catalog-model';
import {
  RecoveryPointPage,
  BackupsOverview,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import {
  BackupsService,
  EntityBackupsService,
  EntityRequest,
  RecoveryPointRequest,
} from './BackupsService';

/** Decides who may ask; the only place in this backend that knows permissions. */
export class AuthorizedBackupsService implements BackupsService {
  readonly #service: EntityBackupsService;
  readonly #authorizer: EntityAuthorizer;

  constructor(service: EntityBackupsService, authorizer: EntityAuthorizer) {
    this.#service = service;
    this.#authorizer = authorizer;
  }

  async getOverview(request: EntityRequest): Promise<BackupsOverview> {
    return this.#service.getOverview(await this.#readable(request));
  }

  async listRecoveryPoints(
    request: EntityRequest,
    query: RecoveryPointRequest,
  ): Promise<RecoveryPointPage> {
    return this.#service.listRecoveryPoints(
      await this.#readable(request),
      query,
    );
  }

  async #readable({
    credentials,
    entityRef,
  }: EntityRequest): Promise<Entity[]> {
    const entity = await this.#authorizer.require(
      credentials,
      backupsReadPermission,
      entityRef,
    );
    const dependencies = await this.#authorizer.readableDependencies(
      credentials,
      backupsReadPermission,
      entity,
    );
    return [entity, ...dependencies];
  }
}
