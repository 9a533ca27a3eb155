import { createApiRef } from '@backstage/frontend-plugin-api';
import { RunbooksApi } from '@opsdeck/backstage-plugin-runbooks-common';

/** How the Runbooks tab asks its backend. */
export const runbooksApiRef = createApiRef<RunbooksApi>().with({
  id: 'plugin.runbooks.service',
  pluginId: 'runbooks',
});
