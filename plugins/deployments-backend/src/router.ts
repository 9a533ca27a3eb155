import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  deploymentsContract,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  bindingsContract,
  entityLifeContract,
  sourcesContract,
} from '@opsdeck/backstage-plugin-operations-common';
import { createContractRouter } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import { DeploymentsService } from './service/DeploymentsService';

export interface RouterOptions {
  service: DeploymentsService;
  httpAuth: HttpAuthService;
}

/** The Deployments API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth } = options;
  return createContractRouter(
    deploymentsContract,
    {
      getOverview: ({ params, credentials }) =>
        service.getOverview({ ...params, credentials }),
      listDeployments: ({ params, credentials, query }) =>
        service.listDeployments({ ...params, credentials }, query),
      listChanges: ({ params, credentials, query }) =>
        service.listChanges({ ...params, credentials }, query),
      getDeployment: ({ params: { entityRef, id }, credentials }) =>
        service.getDeployment({ entityRef, credentials }, id),
    },
    {
      httpAuth,
      alsoServed: [
        sourcesContract('deployments'),
        bindingsContract('deployments', deploymentsReadPermission),
        entityLifeContract('deployments'),
      ],
    },
  );
}
