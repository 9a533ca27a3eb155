import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  entityLifeContract,
  sourcesContract,
} from '@opsdeck/backstage-plugin-operations-common';
import { createContractRouter } from '@opsdeck/backstage-plugin-operations-node';
import { slosContract } from '@opsdeck/backstage-plugin-slos-common';
import express from 'express';
import { SlosService } from './service/SlosService';

export interface RouterOptions {
  service: SlosService;
  httpAuth: HttpAuthService;
}

/** The SLO API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth } = options;
  return createContractRouter(
    slosContract,
    {
      getOverview: ({ params, credentials }) =>
        service.getOverview({ ...params, credentials }),
      getSeries: ({ params: { entityRef, id }, credentials, query }) =>
        service.getSeries({ entityRef, credentials }, id, query),
      getDefinition: ({ params: { entityRef, id }, credentials }) =>
        service.getDefinition({ entityRef, credentials }, id),
    },
    {
      httpAuth,
      alsoServed: [sourcesContract('slos'), entityLifeContract('slos')],
    },
  );
}
