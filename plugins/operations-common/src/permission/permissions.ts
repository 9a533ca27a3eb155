import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of every per-entity permission: policies can use catalog rules such as isEntityOwner. */
export const CATALOG_ENTITY_RESOURCE = 'catalog-entity';

/** See the Operations area at all; rows are still filtered by each tab's own permission. */
export const operationsReadPermission = createPermission({
  name: 'opsdeck.operations.read',
  attributes: { action: 'read' },
});

/** See the state of the data sources: outcomes, errors, dead letters. */
export const sourcesReadPermission = createPermission({
  name: 'opsdeck.sources.read',
  attributes: { action: 'read' },
});

/** Run a source now, and replay dead letters. */
export const sourcesRunPermission = createPermission({
  name: 'opsdeck.sources.run',
  attributes: { action: 'update' },
});

/** Decide on renamed and vanished entities: whose history moves, and whose may go. */
export const entitiesManagePermission = createPermission({
  name: 'opsdeck.entities.manage',
  attributes: { action: 'update' },
});

export const operationsPermissions = [
  operationsReadPermission,
  sourcesReadPermission,
  sourcesRunPermission,
  entitiesManagePermission,
];
