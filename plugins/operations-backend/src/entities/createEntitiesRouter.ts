import {
  AuditorService,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  capabilitySchema,
  entitiesManagePermission,
  entityDecisionSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { audited, parseInput } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import Router from 'express-promise-router';
import { EntitiesService } from './EntitiesService';

export interface EntitiesRouterOptions {
  entities: Pick<EntitiesService, 'get' | 'decide' | 'confirm'>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** What administrators see and decide of renamed and vanished entities. */
export function createEntitiesRouter(
  options: EntitiesRouterOptions,
): express.Router {
  const { entities, httpAuth } = options;
  const router = Router();

  const signedIn = (request: express.Request) =>
    httpAuth.credentials(request, { allow: ['user'] });
  const requireManager = async (
    credentials: Awaited<ReturnType<typeof signedIn>>,
  ) => {
    const [decision] = await options.permissions.authorize(
      [{ permission: entitiesManagePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `This needs the permission ${entitiesManagePermission.name}`,
      );
    }
  };

  router.get('/entities/life', async (request, response) => {
    const credentials = await signedIn(request);
    await requireManager(credentials);
    response.json(await entities.get(credentials));
  });

  router.post(
    '/entities/life/decisions',
    express.json({ limit: '100kb' }),
    async (request, response) => {
      const credentials = await signedIn(request);
      const decision = parseInput(entityDecisionSchema, request.body);
      const { userEntityRef }: BackstageUserPrincipal = credentials.principal;
      await audited(
        options.auditor,
        { eventId: 'entity-rename-decide', request, meta: decision },
        async () => {
          await requireManager(credentials);
          await entities.decide(credentials, decision, userEntityRef);
        },
      );
      response.status(202).json({ accepted: true });
    },
  );

  router.post('/entities/life/:pluginId/confirm', async (request, response) => {
    const credentials = await signedIn(request);
    const pluginId = parseInput(capabilitySchema, request.params.pluginId);
    await audited(
      options.auditor,
      { eventId: 'entity-loss-confirm', request, meta: { pluginId } },
      async () => {
        await requireManager(credentials);
        await entities.confirm(pluginId);
      },
    );
    response.status(202).json({ accepted: true });
  });

  return router;
}
