import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { DeploymentsClient } from '@opsdeck/backstage-plugin-deployments-common';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsApiRef } from './deploymentsApiRef';

/** The client of the deployments backend, for both frontend systems. */
export const deploymentsApiFactory = createApiFactory({
  api: deploymentsApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new DeploymentsClient(createPluginFetch(fetchApi, 'deployments')),
});
