import { createApiRef } from '@backstage/frontend-plugin-api';
import { SlosApi } from '@opsdeck/backstage-plugin-slos-common';

/** How the SLO tab asks its backend. */
export const slosApiRef = createApiRef<SlosApi>().with({
  id: 'plugin.slos.service',
  pluginId: 'slos',
});
