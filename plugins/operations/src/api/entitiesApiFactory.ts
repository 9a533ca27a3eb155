import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { EntitiesClient } from '@opsdeck/backstage-plugin-operations-common';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { entitiesApiRef } from './entitiesApiRef';

/** The client for decisions on entities, for both frontend systems. */
export const entitiesApiFactory = createApiFactory({
  api: entitiesApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new EntitiesClient(createPluginFetch(fetchApi, 'operations')),
});
