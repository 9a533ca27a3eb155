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

/** The questions that the Backups API answers. */
export interface BackupsService {
  getOverview(request: EntityRequest): Promise<BackupsOverview>;
  listRecoveryPoints(
    request: EntityRequest,
    query: z.output<typeof recoveryPointQuerySchema>,
  ): Promise<RecoveryPointPage>;
}

/** The same questions about entities that the caller is known to be allowed to read. */
export interface EntityBackupsService {
  /** @param entities - the entity asked about first, then its readable dependencies */
  getOverview(entities: readonly Entity[]): Promise<BackupsOverview>;
  listRecoveryPoints(
    entities: readonly Entity[],
    query: z.output<typeof recoveryPointQuerySchema>,
  ): Promise<RecoveryPointPage>;
}
