import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  addNoteSchema,
  changeSeveritySchema,
  changeStateSchema,
  declareIncidentSchema,
  incidentRangeQuerySchema,
} from '@opsdeck/backstage-plugin-incidents-common';
import { entityPathSchema } from '@opsdeck/backstage-plugin-operations-common';
import { audited, parseInput } from '@opsdeck/backstage-plugin-operations-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v4';
import {
  EntityRequest,
  IncidentRequest,
  IncidentsService,
} from './service/IncidentsService';

const incidentPathSchema = z.object({ id: z.uuid() });

export interface RouterOptions {
  service: IncidentsService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/** The Incidents API: parse, take the credentials, ask the service, answer. */
export function createRouter(options: RouterOptions): express.Router {
  const { service, httpAuth, auditor } = options;
  const router = Router();
  router.use(express.json({ limit: '100kb' }));

  // Without `allow` a caller who is not signed in would pass here.
  const signedIn = (request: express.Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });
  const entityRequest = async (
    request: express.Request,
  ): Promise<EntityRequest> => ({
    credentials: await signedIn(request),
    entityRef: stringifyEntityRef(parseInput(entityPathSchema, request.params)),
  });
  const incidentRequest = async (
    request: express.Request,
  ): Promise<IncidentRequest> => ({
    credentials: await signedIn(request),
    incidentId: parseInput(incidentPathSchema, request.params).id,
  });

  router.get('/entities/:kind/:namespace/:name', async (request, response) => {
    response.json(await service.getOverview(await entityRequest(request)));
  });

  router.get(
    '/entities/:kind/:namespace/:name/incidents',
    async (request, response) => {
      const asked = await entityRequest(request);
      const { from, to } = parseInput(incidentRangeQuerySchema, request.query);
      const items = await service.listBetween(asked, {
        from: new Date(from),
        to: new Date(to),
      });
      response.json({ items });
    },
  );

  router.get('/incidents/:id', async (request, response) => {
    response.json(await service.getIncident(await incidentRequest(request)));
  });

  router.post(
    '/entities/:kind/:namespace/:name/incidents',
    async (request, response) => {
      const asked = await entityRequest(request);
      const input = parseInput(declareIncidentSchema, request.body);
      const incident = await audited(
        auditor,
        {
          eventId: 'incident-declare',
          request,
          meta: { entityRef: asked.entityRef, ...input },
        },
        () => service.declare(asked, input),
      );
      response.status(201).json(incident);
    },
  );

  const write = <
    T extends z.ZodType<{ [key: string]: string | number | undefined }>,
  >(
    path: string,
    eventId: string,
    schema: T,
    act: (asked: IncidentRequest, input: z.output<T>) => Promise<unknown>,
  ) => {
    router.post(path, async (request, response) => {
      const asked = await incidentRequest(request);
      const input = parseInput(schema, request.body);
      const answer = await audited(
        auditor,
        { eventId, request, meta: { incidentId: asked.incidentId, ...input } },
        () => act(asked, input),
      );
      response.json(answer);
    });
  };

  write(
    '/incidents/:id/state',
    'incident-state',
    changeStateSchema,
    (asked, input) => service.changeState(asked, input),
  );
  write(
    '/incidents/:id/severity',
    'incident-severity',
    changeSeveritySchema,
    (asked, input) => service.changeSeverity(asked, input),
  );
  write(
    '/incidents/:id/notes',
    'incident-note',
    addNoteSchema,
    (asked, input) => service.addNote(asked, input),
  );

  return router;
}
