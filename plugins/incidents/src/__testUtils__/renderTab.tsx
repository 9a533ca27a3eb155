import { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { IncidentsApi } from '@opsdeck/backstage-plugin-incidents-common';
import incidentsPlugin, { incidentsApiRef } from '..';
import { shop } from './fixtures';

export interface RenderTabOptions {
  path?: string;
  entity?: Entity;
  /** Whether the reader may change incidents. */
  mayWrite?: boolean;
  /** Further APIs of the app. */
  apis?: NonNullable<Parameters<typeof renderTestApp>[0]>['apis'];
}

/** The tab on an entity's page of the new frontend system. */
export function renderTab(api: IncidentsApi, options: RenderTabOptions = {}) {
  const { path = '/', entity = shop, mayWrite = true } = options;
  const authorize = mayWrite ? AuthorizeResult.ALLOW : AuthorizeResult.DENY;
  return renderTestApp({
    extensions: [createTestEntityPage({ entity })],
    features: [incidentsPlugin],
    apis: [
      [incidentsApiRef, api],
      [permissionApiRef, mockApis.permission({ authorize })],
      ...(options.apis ?? []),
    ],
    initialRouteEntries: [path],
  });
}
