import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  incidentsContract,
  incidentsReadPermission,
  webhooksContract,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  bindingsContract,
  entityLifeContract,
  sourcesContract,
} from '@opsdeck/backstage-plugin-operations-common';
import { createContractRouter } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import { IncidentsService } from './service/IncidentsService';

export interface RouterOptions {
  service: IncidentsService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/** The Incidents API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth, auditor } = options;
  return createContractRouter(
    incidentsContract,
    {
      getOverview: ({ params, credentials }) =>
        service.getOverview({ ...params, credentials }),
      listBetween: async ({ params, credentials, query }) => ({
        items: await service.listBetween(
          { ...params, credentials },
          { from: new Date(query.from), to: new Date(query.to) },
        ),
      }),
      declare: ({ params, credentials, body }) =>
        service.declare({ ...params, credentials }, body),
      getIncident: ({ params, credentials }) =>
        service.getIncident({ ...params, credentials }),
      changeState: ({ params, credentials, body }) =>
        service.changeState({ ...params, credentials }, body),
      changeSeverity: ({ params, credentials, body }) =>
        service.changeSeverity({ ...params, credentials }, body),
      addNote: ({ params, credentials, body }) =>
        service.addNote({ ...params, credentials }, body),
    },
    {
      httpAuth,
      auditor,
      alsoServed: [
        sourcesContract('incidents'),
        bindingsContract('incidents', incidentsReadPermission),
        entityLifeContract('incidents'),
        webhooksContract,
      ],
    },
  );
}
