import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  changesQuerySchema,
  deploymentQuerySchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import { entityPathSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseInput } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v4';
import {
  DeploymentsService,
  EntityRequest,
} from './service/DeploymentsService';

const ENTITY = '/entities/:kind/:namespace/:name';
const idSchema = z.object({ id: z.uuid('must be the id of a deployment') });

export interface RouterOptions {
  service: DeploymentsService;
  httpAuth: HttpAuthService;
}

/** The Deployments API: parse, take the credentials, ask the service, answer. */
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

  router.get(ENTITY, async (request, response) => {
    response.json(await service.getOverview(await entityRequest(request)));
  });

  router.get(`${ENTITY}/deployments`, async (request, response) => {
    const entity = await entityRequest(request);
    const query = parseInput(deploymentQuerySchema, request.query);
    response.json(await service.listDeployments(entity, query));
  });

  router.get(`${ENTITY}/deployments/changes`, async (request, response) => {
    const entity = await entityRequest(request);
    const query = parseInput(changesQuerySchema, request.query);
    response.json(await service.listChanges(entity, query));
  });

  router.get(`${ENTITY}/deployments/:id`, async (request, response) => {
    const entity = await entityRequest(request);
    const { id } = parseInput(idSchema, request.params);
    response.json(await service.getDeployment(entity, id));
  });

  return router;
}
