import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  Capability,
  deadLettersQuerySchema,
  inputText,
  lookUpText,
  replayRequestSchema,
  runsQuerySchema,
  sourcesReadPermission,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v4';
import { SourcesService } from '../collection/SourcesService';
import { StatusStore } from '../status/StatusStore';
import { audited } from './audited';
import { parseInput } from './parse';

const runBodySchema = z.object({ scopeId: lookUpText(255) });
const letterPathSchema = z.object({
  sourceId: lookUpText(100),
  letterId: lookUpText(100),
});
const statusPageSchema = z.object({
  after: inputText(255).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});

export interface SourcesRouterOptions {
  capability: Capability;
  service: SourcesService;
  statuses: StatusStore;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** The routes about sources and statuses that every collecting backend serves alike. */
export function createSourcesRouter(
  options: SourcesRouterOptions,
): express.Router {
  const { service, httpAuth } = options;
  const router = Router();
  // For its own route only: other routers of the plugin read bodies their own way.
  const json = express.json({ limit: '100kb' });

  // Without `allow` a caller who is not signed in would pass here.
  const signedIn = (request: express.Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  const authorize = async (
    request: express.Request,
    permission: BasicPermission,
  ) => {
    const credentials = await signedIn(request);
    const [decision] = await options.permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`This needs the permission ${permission.name}`);
    }
  };

  router.get('/sources', async (request, response) => {
    await authorize(request, sourcesReadPermission);
    response.json({ sources: await service.list() });
  });

  router.get('/sources/:sourceId/policy', async (request, response) => {
    await authorize(request, sourcesReadPermission);
    response.json(await service.policies(request.params.sourceId));
  });

  router.get('/sources/:sourceId/runs', async (request, response) => {
    await authorize(request, sourcesReadPermission);
    const query = parseInput(runsQuerySchema, request.query);
    response.json(await service.runs(request.params.sourceId, query));
  });

  router.get('/sources/:sourceId/dead-letters', async (request, response) => {
    await authorize(request, sourcesReadPermission);
    const query = parseInput(deadLettersQuerySchema, request.query);
    response.json(await service.deadLetters(request.params.sourceId, query));
  });

  router.get(
    '/sources/:sourceId/dead-letters/:letterId',
    async (request, response) => {
      await authorize(request, sourcesReadPermission);
      const { sourceId, letterId } = parseInput(
        letterPathSchema,
        request.params,
      );
      response.json(await service.deadLetter(sourceId, letterId));
    },
  );

  router.post(
    '/sources/:sourceId/dead-letters/replay',
    json,
    async (request, response) => {
      await signedIn(request);
      const { sourceId } = request.params;
      const scope = parseInput(replayRequestSchema, request.body);
      const report = await audited(
        options.auditor,
        {
          eventId: 'dead-letters-replay',
          request,
          meta: { sourceId, ...scope },
          resultMeta: ({ results }) => ({ results }),
        },
        async () => {
          await authorize(request, sourcesRunPermission);
          return service.replayAll(sourceId, scope);
        },
      );
      response.json(report);
    },
  );

  router.post(
    '/sources/:sourceId/dead-letters/:letterId/replay',
    async (request, response) => {
      await signedIn(request);
      const { sourceId, letterId } = parseInput(
        letterPathSchema,
        request.params,
      );
      const result = await audited(
        options.auditor,
        {
          eventId: 'dead-letter-replay',
          request,
          meta: { sourceId, letterId },
          resultMeta: replayed => ({ ...replayed }),
        },
        async () => {
          await authorize(request, sourcesRunPermission);
          return service.replay(sourceId, letterId);
        },
      );
      response.json(result);
    },
  );

  router.post('/sources/:sourceId/run', json, async (request, response) => {
    await signedIn(request);
    const { sourceId } = request.params;
    const { scopeId } = parseInput(runBodySchema, request.body);
    await audited(
      options.auditor,
      { eventId: 'source-run', request, meta: { sourceId, scopeId } },
      async () => {
        await authorize(request, sourcesRunPermission);
        await service.runNow(sourceId, scopeId);
      },
    );
    response.status(202).json({ accepted: true });
  });

  router.get('/statuses', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['service'] });
    const { after, limit } = parseInput(statusPageSchema, request.query);
    response.json({
      statuses: await options.statuses.page(options.capability, after, limit),
    });
  });

  return router;
}
