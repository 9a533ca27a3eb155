import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { RunbooksClient } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from './runbooksApiRef';

/** The client of the runbooks backend, for both frontend systems. */
export const runbooksApiFactory = createApiFactory({
  api: runbooksApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new RunbooksClient(createPluginFetch(fetchApi, 'runbooks')),
});
