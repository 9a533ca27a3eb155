import { createApiRef } from '@backstage/frontend-plugin-api';
import { BackupsApi } from '@opsdeck/backstage-plugin-backups-common';

/** How the Backups tab asks its backend. */
export const backupsApiRef = createApiRef<BackupsApi>().with({
  id: 'plugin.backups.service',
  pluginId: 'backups',
});
