import {
  AuditorService,
  BackstageCredentials,
  BackstageServicePrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  Capability,
  entitiesManagePermission,
  entityLifeContract,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import { createRouteRouter } from '../contract';
import { requirePermission } from '../permission';
import { EntityLife } from './EntityLife';

export interface EntityLifeRouterOptions {
  capability: Capability;
  life: Pick<EntityLife, 'state' | 'decide' | 'confirm'>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** Who may pass decisions on: it has asked for the administrator's permission. */
const DECIDING_PLUGIN = 'plugin:operations';

/** The routes about renamed and vanished entities that every backend serves alike. */
export function createEntityLifeRouter(
  options: EntityLifeRouterOptions,
): express.Router {
  const { capability, life, permissions } = options;
  return createRouteRouter(
    entityLifeContract(capability),
    {
      getEntityLife: async ({ credentials }) => {
        await requirePermission(
          permissions,
          credentials,
          entitiesManagePermission,
        );
        return life.state();
      },
      decideRename: async ({ credentials, body }) => {
        requireOperations(credentials);
        await life.decide(body);
        return { accepted: true };
      },
      confirmLoss: async ({ credentials }) => {
        requireOperations(credentials);
        return { accepted: await life.confirm() };
      },
    },
    options,
  );
}

function requireOperations({
  principal: { subject },
}: BackstageCredentials<BackstageServicePrincipal>): void {
  if (subject !== DECIDING_PLUGIN) {
    throw new NotAllowedError(
      `${subject} may not decide on entities; ask the operations backend`,
    );
  }
}
