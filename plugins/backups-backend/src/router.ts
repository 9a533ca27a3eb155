import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  backupsContract,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  bindingsContract,
  entityLifeContract,
  sourcesContract,
} from '@opsdeck/backstage-plugin-operations-common';
import { createContractRouter } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import { BackupsService } from './service/BackupsService';

export interface RouterOptions {
  service: BackupsService;
  httpAuth: HttpAuthService;
}

/** The Backups API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth } = options;
  return createContractRouter(
    backupsContract,
    {
      getOverview: ({ params, credentials }) =>
        service.getOverview({ ...params, credentials }),
      listRecoveryPoints: ({ params, credentials, query }) =>
        service.listRecoveryPoints({ ...params, credentials }, query),
    },
    {
      httpAuth,
      alsoServed: [
        sourcesContract('backups'),
        bindingsContract('backups', backupsReadPermission),
        entityLifeContract('backups'),
      ],
    },
  );
}
