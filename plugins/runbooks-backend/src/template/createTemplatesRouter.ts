import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createRouteRouter } from '@opsdeck/backstage-plugin-operations-node';
import {
  RunbookTemplate,
  templatesContract,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { requireUse } from '../service/requireUse';

/** Serves the templates to whoever may use the feature. */
export function createTemplatesRouter(options: {
  templates: readonly RunbookTemplate[];
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): express.Router {
  return createRouteRouter(
    templatesContract,
    {
      listTemplates: async ({ credentials }) => {
        await requireUse(options.permissions, credentials);
        return { items: [...options.templates] };
      },
    },
    options,
  );
}
