import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { serializeError } from '@backstage/errors';
import {
  entityLifeContract,
  sourcesContract,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  audited,
  createContractRouter,
  parseInput,
  sendEvidence,
  sendLines,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  evidenceContract,
  feedFileContract,
  feedsContract,
  proofExportQuerySchema,
  runPathSchema,
  runbooksContract,
  searchContract,
  templatesContract,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { StepConflictError } from './database/RunRecord';
import { addFileRoutes } from './fileRoutes';
import { RunbooksService } from './service/RunbooksService';

export interface RouterOptions {
  service: RunbooksService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Largest file that is taken as evidence. */
  maxFileBytes: number;
}

/** The Runbooks API. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth, auditor } = options;
  const router = createContractRouter(
    runbooksContract,
    {
      getOverview: ({ params, credentials }) =>
        service.getOverview({ ...params, credentials }),
      getChecklist: ({ params: { entityRef, checklistId }, credentials }) =>
        service.getChecklist({ entityRef, credentials }, checklistId),
      listOccurrences: ({ params, credentials, query }) =>
        service.listOccurrences({ ...params, credentials }, query),
      listRuns: ({ params, credentials, query }) =>
        service.listRuns({ ...params, credentials }, query),
      startRun: ({ params, credentials, body }) =>
        service.startRun({ ...params, credentials }, body),
      getRun: ({ params, credentials }) =>
        service.getRun({ ...params, credentials }),
      getProof: ({ query, credentials }) =>
        service.getProof({ query, credentials }),
      addEvidence: ({ params: { runId, stepId }, credentials, body }) =>
        service.addEvidence({ runId, credentials }, stepId, body),
      confirmStep: ({ params: { runId, stepId }, credentials, body }) =>
        service.confirmStep({ runId, credentials }, stepId, body),
      rejectStep: ({ params: { runId, stepId }, credentials, body }) =>
        service.rejectStep({ runId, credentials }, stepId, body),
      handOver: ({ params, credentials, body }) =>
        service.handOver({ ...params, credentials }, body),
      correctRun: ({ params, credentials, body: { reason } }) =>
        service.correctRun({ ...params, credentials }, reason),
      setStep: ({ params: { runId, stepId }, credentials, body }) =>
        service.setStep({ runId, credentials }, stepId, body),
      finishRun: ({ params, credentials }) =>
        service.finishRun({ ...params, credentials }),
      abandonRun: ({ params, credentials, body: { reason } }) =>
        service.abandonRun({ ...params, credentials }, reason),
    },
    {
      httpAuth,
      auditor,
      alsoServed: [
        sourcesContract('runbooks'),
        entityLifeContract('runbooks'),
        evidenceContract,
        searchContract,
        feedsContract,
        feedFileContract,
        templatesContract,
      ],
    },
  );
  // A file that is sent piece by piece, not one JSON answer.
  const { path, audit } = evidenceContract.routes.exportRun;
  router.get(path, async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { runId } = parseInput(runPathSchema, request.params);
    await audited(
      auditor,
      { eventId: audit, request, meta: { runId } },
      async () => {
        const lines = await service.exportRun({ runId, credentials });
        await sendEvidence(response, `run-${runId}`, lines);
      },
    );
  });
  const { exportProof } = evidenceContract.routes;
  router.get(exportProof.path, async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { format, ...query } = parseInput(
      proofExportQuerySchema,
      request.query,
    );
    await audited(
      auditor,
      { eventId: exportProof.audit, request, meta: { ...query, format } },
      async () => {
        const lines = await service.exportProof({ query, credentials }, format);
        const name = `runbooks-${query.from.slice(0, 10)}-${query.to.slice(
          0,
          10,
        )}`;
        await (format === 'csv'
          ? sendLines(response, lines, {
              fileName: `${name}.csv`,
              mediaType: 'text/csv',
            })
          : sendEvidence(response, name, lines));
      },
    );
  });
  addFileRoutes(router, options);
  return router.use(answerConflict);
}

/** Tells a conflicting tick how the step stands. */
function answerConflict(
  error: unknown,
  request: express.Request,
  response: express.Response,
  next: express.NextFunction,
) {
  if (!(error instanceof StepConflictError)) {
    next(error);
    return;
  }
  response.status(409).json({
    error: serializeError(error),
    request: { method: request.method, url: request.url },
    response: { statusCode: 409 },
    current: error.current,
  });
}
