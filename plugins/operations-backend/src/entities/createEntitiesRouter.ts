import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  entitiesContract,
  entitiesManagePermission,
} from '@opsdeck/backstage-plugin-operations-common';
import { createRouteRouter } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
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
  const { entities, permissions } = options;

  const requireManager = async (credentials: BackstageCredentials) => {
    const [decision] = await permissions.authorize(
      [{ permission: entitiesManagePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `This needs the permission ${entitiesManagePermission.name}`,
      );
    }
  };

  return createRouteRouter(
    entitiesContract,
    {
      getEntities: async ({ credentials }) => {
        await requireManager(credentials);
        return entities.get(credentials);
      },
      decideRename: async ({ credentials, body }) => {
        await requireManager(credentials);
        const { userEntityRef } = credentials.principal;
        await entities.decide(credentials, body, userEntityRef);
        return { accepted: true };
      },
      confirmLoss: async ({ credentials, params: { pluginId } }) => {
        await requireManager(credentials);
        await entities.confirm(pluginId);
        return { accepted: true };
      },
    },
    options,
  );
}
