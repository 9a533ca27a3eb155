import {
  AppRootElementBlueprint,
  TranslationApi,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { OperationsApi } from '@opsdeck/backstage-plugin-operations-common';
import { useLocation } from 'react-router-dom';
import operationsPlugin, {
  EntitiesApi,
  TabBindings,
  TabSources,
  entitiesApiRef,
  operationsApiRef,
  sourcesApiRef,
} from '..';
import { entitiesApi } from './entities';
import { tabBindings, tabSources } from './tabSources';

function Address() {
  const { pathname, search } = useLocation();
  return <span data-testid="address">{`${pathname}${search}`}</span>;
}

const address = AppRootElementBlueprint.make({
  name: 'address',
  params: { element: <Address /> },
});

export interface RenderOperationsOptions {
  api: OperationsApi;
  /** What the tabs' backends tell of their sources. */
  sources?: TabSources;
  /** What the tabs' backends tell of whose their records are. */
  bindings?: TabBindings;
  /** Renamed and vanished entities; none unless told. */
  entities?: EntitiesApi;
  path: string;
  /** Whether the reader may run sources; yes unless told. */
  mayRun?: boolean;
  /** English unless told. */
  translations?: TranslationApi;
}

/** The Operations area in an app of the new frontend system, as Sam of the payments team. */
export function renderOperations(options: RenderOperationsOptions) {
  const {
    api,
    sources = tabSources(),
    bindings = tabBindings(),
    entities = entitiesApi(),
    path,
    mayRun = true,
    translations,
  } = options;
  return renderTestApp({
    features: [operationsPlugin],
    extensions: [address],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [operationsApiRef, api],
      [sourcesApiRef, { of: () => sources, bindingsOf: () => bindings }],
      [entitiesApiRef, entities],
      ...(translations ? [[translationApiRef, translations] as const] : []),
      mockApis.identity({
        userEntityRef: 'user:default/sam',
        ownershipEntityRefs: ['user:default/sam', 'group:default/payments'],
      }),
      mockApis.permission({
        authorize: mayRun ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      }),
    ],
    initialRouteEntries: [path],
  });
}
