import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  BackupsOverview,
  RecoveryPointPage,
  recoveryPointQuerySchema,
} from '@opsdeck/backstage-plugin-backups-common';
import { z } from 'zod/v4';

/** What a request is about and on whose behalf it is made. */
export interface EntityRequest {
  entityRef: string;
  credentials: BackstageCredentials;
}

/** Which page of which resource's recovery points. */
export type RecoveryPointRequest = z.output<typeof recoveryPointQuerySchema>;

/** The questions that the Backups API answers. */
export interface BackupsService {
  getOverview(request: EntityRequest): Promise<BackupsOverview>;
  /**
   * @throws NotFoundError when the entity and its dependencies have no such resource.
   * @throws InputError when the cursor is not ours.
   */
  listRecoveryPoints(
    request: EntityRequest,
    query: RecoveryPointRequest,
  ): Promise<RecoveryPointPage>;
}

/** The same questions about entities that the caller is known to be allowed to read. */
export interface EntityBackupsService {
  /** @param entities - the entity asked about first, then its readable dependencies */
  getOverview(entities: readonly Entity[]): Promise<BackupsOverview>;
  listRecoveryPoints(
    entities: readonly Entity[],
    query: RecoveryPointRequest,
  ): Promise<RecoveryPointPage>;
}
