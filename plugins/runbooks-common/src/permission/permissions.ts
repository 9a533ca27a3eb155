import { createPermission } from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';

/** See the runbooks feature at all: the basic permission for menus and pages. */
export const runbooksUsePermission = createPermission({
  name: 'opsdeck.runbooks.use',
  attributes: { action: 'read' },
});

/** Read the checklists and runs of one entity. */
export const runbooksReadPermission = createPermission({
  name: 'opsdeck.runbooks.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

/** Start, work through, finish and abandon runs of one entity. */
export const runbooksRunPermission = createPermission({
  name: 'opsdeck.runbooks.run',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

export const runbooksPermissions = [
  runbooksUsePermission,
  runbooksReadPermission,
  runbooksRunPermission,
];
