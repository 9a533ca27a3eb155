import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';

/** The ref of the entity that `useEntity()` returned: `entityRefOf(useEntity())`. */
export function entityRefOf({ entity }: { entity: Entity }): string {
  return stringifyEntityRef(entity);
}

/** The ref of the entity whose page this is, for example `component:default/orders`. */
export function useEntityRef(): string {
  return entityRefOf(useEntity());
}
