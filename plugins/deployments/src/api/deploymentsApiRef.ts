import { createApiRef } from '@backstage/frontend-plugin-api';
import { DeploymentsApi } from '@opsdeck/backstage-plugin-deployments-common';

/** How the Deployments tab asks its backend. */
export const deploymentsApiRef = createApiRef<DeploymentsApi>().with({
  id: 'plugin.deployments.service',
  pluginId: 'deployments',
});
