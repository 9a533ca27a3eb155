import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { entityPathSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  seriesQuerySchema,
  sloIdSchema,
} from '@opsdeck/backstage-plugin-slos-common';
import express from 'express';
import Router from 'express-promise-router';
import { EntityRequest, SlosService } from './service/SlosService';

export interface RouterOptions {
  service: SlosService;
  httpAuth: HttpAuthService;
}

/** The SLO API: parse, take the credentials, ask the service, answer. */
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

  const entityRoute = '/entities/:kind/:namespace/:name';

  router.get(entityRoute, async (request, response) => {
    response.json(await service.getOverview(await entityRequest(request)));
  });

  router.get(`${entityRoute}/slos/:id/series`, async (request, response) => {
    const entity = await entityRequest(request);
    const { id } = parseInput(sloIdSchema, request.params);
    const query = parseInput(seriesQuerySchema, request.query);
    response.json(await service.getSeries(entity, id, query));
  });

  router.get(
    `${entityRoute}/slos/:id/definition`,
    async (request, response) => {
      const entity = await entityRequest(request);
      const { id } = parseInput(sloIdSchema, request.params);
      response.json(await service.getDefinition(entity, id));
    },
  );

  return router;
}
