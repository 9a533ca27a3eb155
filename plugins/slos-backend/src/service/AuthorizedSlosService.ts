import { Entity } from '@backstage/catalog-model';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import {
  SeriesQuery,
  SloDefinitionView,
  SloSeries,
  SlosOverview,
  slosReadPermission,
} from '@opsdeck/backstage-plugin-slos-common';
import { EntityRequest, EntitySlosService, SlosService } from './SlosService';

/** Decides who may ask; the only place in this backend that knows permissions. */
export class AuthorizedSlosService implements SlosService {
  readonly #service: EntitySlosService;
  readonly #authorizer: EntityAuthorizer;

  constructor(service: EntitySlosService, authorizer: EntityAuthorizer) {
    this.#service = service;
    this.#authorizer = authorizer;
  }

  async getOverview(request: EntityRequest): Promise<SlosOverview> {
    return this.#service.getOverview(await this.#readable(request));
  }

  async getSeries(
    request: EntityRequest,
    id: string,
    query: SeriesQuery,
  ): Promise<SloSeries> {
    return this.#service.getSeries(await this.#readable(request), id, query);
  }

  async getDefinition(
    request: EntityRequest,
    id: string,
  ): Promise<SloDefinitionView> {
    return this.#service.getDefinition(await this.#readable(request), id);
  }

  async #readable({ credentials, entityRef }: EntityRequest): Promise<Entity> {
    return this.#authorizer.require(credentials, slosReadPermission, entityRef);
  }
}
