import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  SeriesQuery,
  SloDefinitionView,
  SloSeries,
  SlosOverview,
} from '@opsdeck/backstage-plugin-slos-common';

/** What a request is about and on whose behalf it is made. */
export interface EntityRequest {
  entityRef: string;
  credentials: BackstageCredentials;
}

/** The questions that the SLO API answers. */
export interface SlosService {
  getOverview(request: EntityRequest): Promise<SlosOverview>;
  /** @throws NotFoundError when the entity has no such objective. */
  getSeries(
    request: EntityRequest,
    id: string,
    query: SeriesQuery,
  ): Promise<SloSeries>;
  /** @throws NotFoundError when the entity has no such objective. */
  getDefinition(request: EntityRequest, id: string): Promise<SloDefinitionView>;
}

/** The same questions about an entity that the caller is known to be allowed to read. */
export interface EntitySlosService {
  getOverview(entity: Entity): Promise<SlosOverview>;
  getSeries(entity: Entity, id: string, query: SeriesQuery): Promise<SloSeries>;
  getDefinition(entity: Entity, id: string): Promise<SloDefinitionView>;
}
