import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  entitiesManagePermission,
  renameDecisionSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import Router from 'express-promise-router';
import { audited, parseInput } from '../http';
import { EntityLife } from './EntityLife';

export interface EntityLifeRouterOptions {
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
  const { life, httpAuth } = options;
  const router = Router();
  const json = express.json({ limit: '100kb' });

  const fromOperations = async (request: express.Request) => {
    const { principal } = await httpAuth.credentials(request, {
      allow: ['service'],
    });
    if (principal.subject !== DECIDING_PLUGIN) {
      throw new NotAllowedError(
        `${principal.subject} may not decide on entities; ask the operations backend`,
      );
    }
  };

  router.get('/entity-life', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const [decision] = await options.permissions.authorize(
      [{ permission: entitiesManagePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `This needs the permission ${entitiesManagePermission.name}`,
      );
    }
    response.json(await life.state());
  });

  router.post('/entity-life/decisions', json, async (request, response) => {
    await fromOperations(request);
    const decision = parseInput(renameDecisionSchema, request.body);
    await audited(
      options.auditor,
      { eventId: 'entity-rename-decide', request, meta: decision },
      () => life.decide(decision),
    );
    response.status(202).json({ accepted: true });
  });

  router.post('/entity-life/confirm', async (request, response) => {
    await fromOperations(request);
    const confirmed = await audited(
      options.auditor,
      { eventId: 'entity-loss-confirm', request, meta: {} },
      () => life.confirm(),
    );
    response.status(202).json({ accepted: confirmed });
  });

  return router;
}
