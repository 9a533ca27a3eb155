import { backupsReadPermission } from '@opsdeck/backstage-plugin-backups-common';
import { deploymentsReadPermission } from '@opsdeck/backstage-plugin-deployments-common';
import { incidentsReadPermission } from '@opsdeck/backstage-plugin-incidents-common';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';
import { EntityPermission } from '@opsdeck/backstage-plugin-operations-node';
import { runbooksReadPermission } from '@opsdeck/backstage-plugin-runbooks-common';
import { slosReadPermission } from '@opsdeck/backstage-plugin-slos-common';

/** A chip is shown to whom the tab behind it would open. */
export const CHIP_PERMISSIONS: Record<Capability, EntityPermission> = {
  deployments: deploymentsReadPermission,
  slos: slosReadPermission,
  runbooks: runbooksReadPermission,
  backups: backupsReadPermission,
  incidents: incidentsReadPermission,
};
