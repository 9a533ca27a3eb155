import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { IncidentsClient } from '@opsdeck/backstage-plugin-incidents-common';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { incidentsApiRef } from './incidentsApiRef';

/** The client of the incidents backend, for both frontend systems. */
export const incidentsApiFactory = createApiFactory({
  api: incidentsApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new IncidentsClient(createPluginFetch(fetchApi, 'incidents')),
});
