import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  entitiesContract,
  entitiesManagePermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  createRouteRouter,
  requirePermission,
} from '@opsdeck/backstage-plugin-operations-node';
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

  const requireManager = (credentials: BackstageCredentials) =>
    requirePermission(permissions, credentials, entitiesManagePermission);

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
