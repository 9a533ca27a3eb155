import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  REPORTING_PLUGINS,
  boardQuerySchema,
  capabilitySchema,
  statusListSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { audited, parseInput } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v4';
import { BoardStore } from './database/BoardStore';
import { OperationsService } from './service/OperationsService';

export interface RouterOptions {
  service: OperationsService;
  store: BoardStore;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

const runSchema = z.object({
  pluginId: capabilitySchema,
  sourceId: z.string().min(1).max(100),
  scopeId: z.string().min(1).max(255),
});

/** The Operations API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth } = options;
  const router = Router();
  // Without `allow` a caller who is not signed in would pass here.
  const signedIn = (request: express.Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  router.get('/board', async (request, response) => {
    const credentials = await signedIn(request);
    const query = parseInput(boardQuerySchema, request.query);
    response.json(await service.getBoard({ credentials }, query));
  });

  router.get('/board/entity', async (request, response) => {
    const credentials = await signedIn(request);
    const { entityRef } = parseInput(
      z.object({ entityRef: z.string().min(1).max(255) }),
      request.query,
    );
    response.json(
      await service.getEntityBoard({ credentials }, entityRef.toLowerCase()),
    );
  });

  router.get('/sources', async (request, response) => {
    const credentials = await signedIn(request);
    response.json(await service.getSources({ credentials }));
  });

  router.post(
    '/sources/:pluginId/:sourceId/run',
    express.json({ limit: '100kb' }),
    async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user'],
      });
      const target = parseInput(runSchema, {
        ...request.body,
        ...request.params,
      });
      await audited(
        options.auditor,
        { eventId: 'source-run', request, meta: target },
        () => service.runSourceNow({ credentials }, target),
      );
      response.status(202).json({ accepted: true });
    },
  );

  router.post(
    '/statuses',
    express.json({ limit: '2mb' }),
    async (request, response) => {
      const { principal } = await httpAuth.credentials(request, {
        allow: ['service'],
      });
      const { statuses } = parseInput(statusListSchema, request.body);
      const reporter = REPORTING_PLUGINS.find(
        pluginId => principal.subject === `plugin:${pluginId}`,
      );
      // A backend speaks for its own tab only, whoever it claims to be in the body.
      if (!reporter || statuses.some(one => one.capability !== reporter)) {
        throw new NotAllowedError(
          `${principal.subject} may only report its own statuses`,
        );
      }
      await options.store.saveStatuses(statuses);
      response.status(202).json({ accepted: statuses.length });
    },
  );

  return router;
}
