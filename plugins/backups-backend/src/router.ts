import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { recoveryPointQuerySchema } from '@opsdeck/backstage-plugin-backups-common';
import { entityPathSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseInput } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import Router from 'express-promise-router';
import { BackupsService, EntityRequest } from './service/BackupsService';

export interface RouterOptions {
  service: BackupsService;
  httpAuth: HttpAuthService;
}

/** The Backups API: parse, take the credentials, ask the service, answer. */
export function createRouter({
  service,
  httpAuth,
}: RouterOptions): express.Router {
  const router = Router();

  const entityRequest = async (
    request: express.Request,
  ): Promise<EntityRequest> => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    entityRef: stringifyEntityRef(parseInput(entityPathSchema, request.params)),
  });

  router.get('/entities/:kind/:namespace/:name', async (request, response) => {
    response.json(await service.getOverview(await entityRequest(request)));
  });

  router.get(
    '/entities/:kind/:namespace/:name/recovery-points',
    async (request, response) => {
      const entity = await entityRequest(request);
      const query = parseInput(recoveryPointQuerySchema, request.query);
      response.json(await service.listRecoveryPoints(entity, query));
    },
  );

  return router;
}
