import { createApiRef } from '@backstage/frontend-plugin-api';
import { OperationsApi } from '@opsdeck/backstage-plugin-operations-common';

/** How the Operations pages ask their backend. */
export const operationsApiRef = createApiRef<OperationsApi>().with({
  id: 'plugin.operations.service',
  pluginId: 'operations',
});
