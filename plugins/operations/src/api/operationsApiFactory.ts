import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { OperationsClient } from '@opsdeck/backstage-plugin-operations-common';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { operationsApiRef } from './operationsApiRef';

/** The client of the operations backend, for both frontend systems. */
export const operationsApiFactory = createApiFactory({
  api: operationsApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new OperationsClient(createPluginFetch(fetchApi, 'operations')),
});
