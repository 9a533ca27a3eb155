import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  REPORTING_PLUGINS,
  entitiesContract,
  operationsContract,
} from '@opsdeck/backstage-plugin-operations-common';
import { createContractRouter } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import { BoardStore } from './database/BoardStore';
import { OperationsService } from './service/OperationsService';

export interface RouterOptions {
  service: OperationsService;
  store: BoardStore;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  clock?: () => Date;
}

/** The Operations API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, store, httpAuth, auditor } = options;
  const clock = options.clock ?? (() => new Date());
  return createContractRouter(
    operationsContract,
    {
      getBoard: ({ credentials, query }) =>
        service.getBoard({ credentials }, query),
      getEntityBoard: ({ credentials, query: { entityRef } }) =>
        service.getEntityBoard({ credentials }, entityRef.toLowerCase()),
      getSources: ({ credentials }) => service.getSources({ credentials }),
      runSourceNow: async ({ credentials, params, body }) => {
        await service.runSourceNow({ credentials }, { ...params, ...body });
        return { accepted: true as const };
      },
      reportStatuses: async ({ credentials, body: { statuses } }) => {
        const { subject } = credentials.principal;
        const reporter = REPORTING_PLUGINS.find(
          pluginId => subject === `plugin:${pluginId}`,
        );
        // A backend speaks for its own tab only, whoever it claims to be in the body.
        if (!reporter || statuses.some(one => one.capability !== reporter)) {
          throw new NotAllowedError(
            `${subject} may only report its own statuses`,
          );
        }
        await store.saveStatuses(statuses, clock());
        return { accepted: statuses.length };
      },
    },
    { httpAuth, auditor, alsoServed: [entitiesContract] },
  );
}
