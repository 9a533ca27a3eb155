import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  OPSDECK_ANNOTATIONS,
  annotationValues,
  isRefPart,
} from '../annotation';

/** An entity's word that it was known by another ref. */
export interface Rename {
  from: string;
  to: string;
}

/** What keeps a declared rename from being done, for the team to mend. */
export interface RenameProblem {
  /** The entity that declares it. */
  entityRef: string;
  message: string;
}

/**
 * What `opsdeck.io/former-refs` of an entity declares, in the catalog's own
 * spelling. A ref without kind or namespace has those of the entity.
 */
export function formerRefs(entity: Entity): {
  renames: Rename[];
  problems: RenameProblem[];
} {
  const to = stringifyEntityRef(entity);
  const renames = new Map<string, Rename>();
  const problems: RenameProblem[] = [];
  const name = OPSDECK_ANNOTATIONS.formerRefs;
  for (const text of annotationValues(entity, name)) {
    const from = refOf(text, entity);
    if (from === undefined) {
      problems.push({
        entityRef: to,
        message: `${name}: "${text}" is no entity ref; write kind:namespace/name`,
      });
    } else if (from === to) {
      problems.push({
        entityRef: to,
        message: `${name}: ${from} is the entity itself`,
      });
    } else renames.set(from, { from, to });
  }
  return { renames: [...renames.values()], problems };
}

function refOf(text: string, entity: Entity): string | undefined {
  try {
    const ref = parseEntityRef(text, {
      defaultKind: entity.kind,
      defaultNamespace: entity.metadata.namespace ?? 'default',
    });
    const parts = [ref.kind, ref.namespace, ref.name];
    return parts.every(isRefPart) ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
