import { createPermission } from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';

/** See the backups feature at all: the basic permission for menus and pages. */
export const backupsUsePermission = createPermission({
  name: 'opsdeck.backups.use',
  attributes: { action: 'read' },
});

/** Read the backup state of one entity. */
export const backupsReadPermission = createPermission({
  name: 'opsdeck.backups.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

export const backupsPermissions = [backupsUsePermission, backupsReadPermission];
