import { createPermission } from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';

/** See the deployments feature at all: the basic permission for menus and pages. */
export const deploymentsUsePermission = createPermission({
  name: 'opsdeck.deployments.use',
  attributes: { action: 'read' },
});

/** Read what runs where, and the deployment history, of one entity. */
export const deploymentsReadPermission = createPermission({
  name: 'opsdeck.deployments.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

export const deploymentsPermissions = [
  deploymentsUsePermission,
  deploymentsReadPermission,
];
