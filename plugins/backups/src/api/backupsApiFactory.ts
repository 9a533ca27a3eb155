import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { BackupsClient } from '@opsdeck/backstage-plugin-backups-common';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { backupsApiRef } from './backupsApiRef';

/** The client of the backups backend, for both frontend systems. */
export const backupsApiFactory = createApiFactory({
  api: backupsApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) =>
    new BackupsClient(createPluginFetch(fetchApi, 'backups')),
});
