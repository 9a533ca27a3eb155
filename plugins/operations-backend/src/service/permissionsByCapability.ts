import { backupsReadPermission } from '@opsdeck/backstage-plugin-backups-common';
import { incidentsReadPermission } from '@opsdeck/backstage-plugin-incidents-common';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';
import { EntityPermission } from '@opsdeck/backstage-plugin-operations-node';

/** A chip is shown to whom the tab behind it would open. */
export const CHIP_PERMISSIONS: Partial<Record<Capability, EntityPermission>> = {
  backups: backupsReadPermission,
  incidents: incidentsReadPermission,
};
