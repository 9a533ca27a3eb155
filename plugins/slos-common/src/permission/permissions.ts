import { createPermission } from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';

/** See the SLO feature at all: the basic permission for menus and pages. */
export const slosUsePermission = createPermission({
  name: 'opsdeck.slos.use',
  attributes: { action: 'read' },
});

/** Read the service level objectives of one entity. */
export const slosReadPermission = createPermission({
  name: 'opsdeck.slos.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

export const slosPermissions = [slosUsePermission, slosReadPermission];
