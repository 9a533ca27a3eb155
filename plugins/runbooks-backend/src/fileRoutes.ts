import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  audited,
  parseInput,
  readRawBody,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  addFileQuerySchema,
  evidenceContract,
  filePathSchema,
  runStepPathSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { AttachedFile } from './database/attachments';
import { RunbooksService } from './service/RunbooksService';

/** For the whole of a file: who sends byte by byte holds a connection. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** Files as evidence: what comes in and goes out is bytes, not JSON. */
export function addFileRoutes(
  router: express.Router,
  options: {
    service: Pick<RunbooksService, 'addFile' | 'getFile'>;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    /** Largest file that is taken. */
    maxFileBytes: number;
  },
): void {
  const { service, httpAuth, auditor, maxFileBytes } = options;
  const { addFile, getFile } = evidenceContract.routes;

  router.post(addFile.path, async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const { runId, stepId } = parseInput(runStepPathSchema, request.params);
    const file = parseInput(addFileQuerySchema, request.query);
    const meta = { runId, stepId, name: file.name };
    try {
      const run = await audited(
        auditor,
        { eventId: addFile.audit, request, meta },
        () =>
          // The bytes are read only once the caller is known to be allowed.
          service.addFile({ runId, credentials }, stepId, file, () =>
            readRawBody(request, {
              maxBytes: maxFileBytes,
              timeoutMs: UPLOAD_TIMEOUT_MS,
            }),
          ),
      );
      response.status(addFile.status).json(run);
    } catch (error) {
      // What is still under way of the body is thrown away as it comes.
      request.resume();
      response.set('Connection', 'close');
      throw error;
    }
  });

  router.get(getFile.path, async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { runId, evidenceId } = parseInput(filePathSchema, request.params);
    await audited(
      auditor,
      { eventId: getFile.audit, request, meta: { runId, evidenceId } },
      async () =>
        sendFile(
          response,
          await service.getFile({ runId, credentials }, evidenceId),
        ),
    );
  });
}

/** As a download and never as what it says that it is: anybody may have attached it. */
function sendFile(
  response: express.Response,
  { evidence, bytes }: AttachedFile,
) {
  response.attachment(evidence.name);
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Cache-Control', 'no-store');
  response.status(200).end(bytes);
}
