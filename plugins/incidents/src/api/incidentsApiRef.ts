import { createApiRef } from '@backstage/frontend-plugin-api';
import { IncidentsApi } from '@opsdeck/backstage-plugin-incidents-common';

/** How the Incidents tab asks its backend. */
export const incidentsApiRef = createApiRef<IncidentsApi>().with({
  id: 'plugin.incidents.service',
  pluginId: 'incidents',
});
