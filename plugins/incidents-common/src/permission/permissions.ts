import { createPermission } from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';

/** See the incidents feature at all: the basic permission for menus and pages. */
export const incidentsUsePermission = createPermission({
  name: 'opsdeck.incidents.use',
  attributes: { action: 'read' },
});

/** Read the alerts and incidents of one entity. */
export const incidentsReadPermission = createPermission({
  name: 'opsdeck.incidents.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

/** Declare, acknowledge, note and resolve incidents of one entity. */
export const incidentsWritePermission = createPermission({
  name: 'opsdeck.incidents.write',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

export const incidentsPermissions = [
  incidentsUsePermission,
  incidentsReadPermission,
  incidentsWritePermission,
];
