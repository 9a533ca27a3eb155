import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  Capability,
  sourcesContract,
  sourcesReadPermission,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import { SourcesService } from '../collection/SourcesService';
import { createRouteRouter } from '../contract/createContractRouter';
import { requirePermission } from '../permission';
import { StatusStore } from '../status/StatusStore';

export interface SourcesRouterOptions {
  capability: Capability;
  service: SourcesService;
  statuses: StatusStore;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** The routes about sources and statuses that every collecting backend serves alike. */
export function createSourcesRouter(
  options: SourcesRouterOptions,
): express.Router {
  const { capability, service, statuses, permissions } = options;
  const requireRead = (credentials: BackstageCredentials) =>
    requirePermission(permissions, credentials, sourcesReadPermission);
  const requireRun = (credentials: BackstageCredentials) =>
    requirePermission(permissions, credentials, sourcesRunPermission);

  return createRouteRouter(
    sourcesContract(capability),
    {
      listSources: async ({ credentials }) => {
        await requireRead(credentials);
        return { sources: await service.list() };
      },
      getPolicies: async ({ credentials, params: { sourceId } }) => {
        await requireRead(credentials);
        return service.policies(sourceId);
      },
      listSourceRuns: async ({ credentials, params: { sourceId }, query }) => {
        await requireRead(credentials);
        return service.runs(sourceId, query);
      },
      listDeadLetters: async ({ credentials, params: { sourceId }, query }) => {
        await requireRead(credentials);
        return service.deadLetters(sourceId, query);
      },
      getDeadLetter: async ({
        credentials,
        params: { sourceId, letterId },
      }) => {
        await requireRead(credentials);
        return service.deadLetter(sourceId, letterId);
      },
      replayDeadLetters: async ({
        credentials,
        params: { sourceId },
        body,
      }) => {
        await requireRun(credentials);
        return service.replayAll(sourceId, body);
      },
      replayDeadLetter: async ({
        credentials,
        params: { sourceId, letterId },
      }) => {
        await requireRun(credentials);
        return service.replay(sourceId, letterId);
      },
      runSource: async ({ credentials, params: { sourceId }, body }) => {
        await requireRun(credentials);
        await service.runNow(sourceId, body.scopeId);
        return { accepted: true as const };
      },
      listStatuses: async ({ query: { after, limit } }) => ({
        statuses: await statuses.page(capability, after, limit),
      }),
    },
    options,
  );
}
