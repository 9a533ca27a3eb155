import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityIndex } from './EntityIndex';

/** An annotation value under which a provider record may be known to the catalog. */
export interface BindingKey {
  annotation: string;
  value: string;
}

export type Binding =
  | { entityRef: string; via: BindingKey }
  | { entityRef: null; reason: string };

/**
 * Finds the catalog entity that a record belongs to. Keys are tried in order;
 * of several claimants of one key the one of the preferred kind wins; what is
 * still ambiguous stays unbound, with the candidates named.
 */
export function bind(
  index: EntityIndex,
  keys: readonly BindingKey[],
  preferredKind: 'Component' | 'Resource',
): Binding {
  for (const key of keys) {
    const claimants = index.claimants(key.annotation, key.value);
    if (claimants.length === 0) continue;
    const preferred = claimants.filter(
      entity => entity.kind.toLowerCase() === preferredKind.toLowerCase(),
    );
    const candidates = preferred.length > 0 ? preferred : claimants;
    if (candidates.length === 1) {
      return { entityRef: stringifyEntityRef(candidates[0]), via: key };
    }
    return {
      entityRef: null,
      reason: `several entities carry ${key.annotation}: ${key.value} (${names(
        candidates,
      )})`,
    };
  }
  const tried = keys.map(key => `${key.annotation}: ${key.value}`).join(' or ');
  return {
    entityRef: null,
    reason:
      keys.length > 0
        ? `no entity carries ${tried}`
        : 'the record carries nothing to bind it by',
  };
}

function names(entities: readonly Entity[]): string {
  return entities
    .map(entity => stringifyEntityRef(entity))
    .sort()
    .join(', ');
}
