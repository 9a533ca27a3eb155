import { createApiRef } from '@backstage/frontend-plugin-api';
import { EntitiesClient } from '@opsdeck/backstage-plugin-operations-common';

/** What is asked and decided of renamed and vanished entities. */
export type EntitiesApi = Pick<EntitiesClient, 'get' | 'decide' | 'confirm'>;

/** How the Sources page lets administrators decide on entities. */
export const entitiesApiRef = createApiRef<EntitiesApi>().with({
  id: 'plugin.operations.entities',
  pluginId: 'operations',
});
