import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { serializeError } from '@backstage/errors';
import { entityPathSchema } from '@opsdeck/backstage-plugin-operations-common';
import { audited, parseInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  abandonRunSchema,
  runPathSchema,
  runQuerySchema,
  runStepPathSchema,
  setStepSchema,
  startRunSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import Router from 'express-promise-router';
import { StepConflictError } from './database/RunWriter';
import { RunbooksService } from './service/RunbooksService';

export interface RouterOptions {
  service: RunbooksService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/** The Runbooks API: parse, take the credentials, ask the service, answer. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth, auditor } = options;
  const router = Router();
  const json = express.json({ limit: '100kb' });
  const entity = '/entities/:kind/:namespace/:name';

  const entityRequest = async (
    request: express.Request,
    allow: ('user' | 'service')[] = ['user', 'service'],
  ) => ({
    credentials: await httpAuth.credentials(request, { allow }),
    entityRef: stringifyEntityRef(parseInput(entityPathSchema, request.params)),
  });
  const runRequest = async (
    request: express.Request,
    allow: ('user' | 'service')[] = ['user', 'service'],
  ) => ({
    credentials: await httpAuth.credentials(request, { allow }),
    runId: parseInput(runPathSchema, request.params).runId,
  });
  const write = <T>(
    request: express.Request,
    eventId: string,
    meta: Record<string, string | undefined>,
    change: () => Promise<T>,
  ) => audited(auditor, { eventId, request, meta }, change);

  router.get(entity, async (request, response) => {
    response.json(await service.getOverview(await entityRequest(request)));
  });

  router.get(`${entity}/checklists/:checklistId`, async (request, response) => {
    const asked = await entityRequest(request);
    const { checklistId } = request.params;
    response.json(await service.getChecklist(asked, checklistId));
  });

  router.get(`${entity}/runs`, async (request, response) => {
    const asked = await entityRequest(request);
    const query = parseInput(runQuerySchema, request.query);
    response.json(await service.listRuns(asked, query));
  });

  router.post(`${entity}/runs`, json, async (request, response) => {
    const asked = await entityRequest(request, ['user']);
    const input = parseInput(startRunSchema, request.body);
    const meta = { entityRef: asked.entityRef, ...input };
    const run = await write(request, 'run-start', meta, () =>
      service.startRun(asked, input),
    );
    response.status(201).json(run);
  });

  router.get('/runs/:runId', async (request, response) => {
    response.json(await service.getRun(await runRequest(request)));
  });

  router.post('/runs/:runId/steps/:stepId', json, async (request, response) => {
    const asked = await runRequest(request, ['user']);
    const { stepId } = parseInput(runStepPathSchema, request.params);
    const input = parseInput(setStepSchema, request.body);
    const meta = { runId: asked.runId, stepId, state: input.state };
    try {
      const run = await write(request, 'run-step', meta, () =>
        service.setStep(asked, stepId, input),
      );
      response.json(run);
    } catch (error) {
      if (!(error instanceof StepConflictError)) throw error;
      response.status(409).json({
        error: serializeError(error),
        request: { method: request.method, url: request.url },
        response: { statusCode: 409 },
        current: error.current,
      });
    }
  });

  router.post('/runs/:runId/finish', json, async (request, response) => {
    const asked = await runRequest(request, ['user']);
    const meta = { runId: asked.runId };
    response.json(
      await write(request, 'run-finish', meta, () => service.finishRun(asked)),
    );
  });

  router.post('/runs/:runId/abandon', json, async (request, response) => {
    const asked = await runRequest(request, ['user']);
    const { reason } = parseInput(abandonRunSchema, request.body);
    const meta = { runId: asked.runId, reason };
    response.json(
      await write(request, 'run-abandon', meta, () =>
        service.abandonRun(asked, reason),
      ),
    );
  });

  return router;
}
