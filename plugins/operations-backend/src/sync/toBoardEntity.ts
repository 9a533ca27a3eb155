import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { BoardEntity } from '../database/BoardStore';

/** What the fleet table keeps of a catalog entity. */
export function toBoardEntity(entity: Entity): BoardEntity {
  const related = (type: string) =>
    entity.relations?.find(relation => relation.type === type)?.targetRef ??
    null;
  const lifecycle = entity.spec?.lifecycle;
  return {
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    kind: entity.kind.toLocaleLowerCase('en-US'),
    owner: related('ownedBy'),
    system: related('partOf'),
    tier: entity.metadata.annotations?.[OPSDECK_ANNOTATIONS.tier] || null,
    lifecycle: typeof lifecycle === 'string' ? lifecycle || null : null,
  };
}
