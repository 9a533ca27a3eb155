import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { SlosClient } from '@opsdeck/backstage-plugin-slos-common';
import { slosApiRef } from './slosApiRef';

/** The client of the SLO backend, for both frontend systems. */
export const slosApiFactory = createApiFactory({
  api: slosApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new SlosClient(createPluginFetch(fetchApi, 'slos')),
});
