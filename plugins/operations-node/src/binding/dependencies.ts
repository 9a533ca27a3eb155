import {
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';

/**
 * Longest way over which a resource still counts as something that a service
 * stands on: its database, the cluster of that, the storage of that.
 */
export const DEPENDENCY_DEPTH = 3;

/**
 * What an entity stands on: everything it depends on directly, and from a
 * resource on further resources, up to {@link DEPENDENCY_DEPTH}. What another
 * component stands on is that component's own concern. The entity comes first;
 * circles are walked once.
 */
export function dependenciesOf(
  entities: ReadonlyMap<string, Entity>,
  entityRef: string,
): Entity[] {
  const start = entities.get(entityRef);
  const found = new Map<string, Entity>(start ? [[entityRef, start]] : []);
  let layer = [...found];
  for (let depth = 1; depth <= DEPENDENCY_DEPTH; depth++) {
    const next = new Map<string, Entity>();
    for (const [ref, entity] of layer) {
      if (ref !== entityRef && !isResource(entity)) continue;
      for (const target of related(entity, RELATION_DEPENDS_ON)) {
        const dependency = entities.get(target);
        if (!dependency || found.has(target)) continue;
        if (ref === entityRef || isResource(dependency)) {
          next.set(target, dependency);
        }
      }
    }
    next.forEach((entity, ref) => found.set(ref, entity));
    layer = [...next];
  }
  return [...found.values()];
}

/**
 * Refs whose {@link dependenciesOf} hold the entity: whose status it touches.
 * The entity comes first, known to the catalog or not.
 */
export function dependentsOf(
  entities: ReadonlyMap<string, Entity>,
  entityRef: string,
): string[] {
  const found = new Set([entityRef]);
  const start = entities.get(entityRef);
  let layer = [entityRef];
  for (let depth = 1; depth <= DEPENDENCY_DEPTH; depth++) {
    const next = new Set<string>();
    for (const ref of layer) {
      const entity = entities.get(ref);
      if (!entity || (depth > 1 && !isResource(entity))) continue;
      for (const source of related(entity, RELATION_DEPENDENCY_OF)) {
        if (!found.has(source)) next.add(source);
      }
    }
    next.forEach(ref => found.add(ref));
    layer = start && isResource(start) ? [...next] : [];
  }
  return [...found];
}

export function isResource(entity: Entity): boolean {
  return entity.kind.toLowerCase() === 'resource';
}

function related(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}
