import { Entity } from '@backstage/catalog-model';
import {
  annotationValues,
  inEnvironment,
} from '@opsdeck/backstage-plugin-operations-common';

/** An entity that claims records by an annotation. */
export interface Claim {
  entity: Entity;
  /** The annotation as it is written, with the environment where it names one. */
  annotation: string;
  /** The text of it that claims: one identifier, or a whole selector. */
  value: string;
  /** Only records of this environment; undefined: of any. */
  environmentId: string | undefined;
}

/**
 * Who carries which identifier. One annotation is looked through when it is
 * first asked for: providers bring annotations of their own.
 */
export class IdentifierClaims {
  readonly #entities: readonly Entity[];
  readonly #environmentIds: readonly string[];
  readonly #byAnnotation = new Map<string, Map<string, Claim[]>>();

  constructor(entities: readonly Entity[], environmentIds: readonly string[]) {
    this.#entities = entities;
    this.#environmentIds = environmentIds;
  }

  /** Claims on exactly this value, in any environment. */
  on(annotation: string, value: string): readonly Claim[] {
    const known =
      this.#byAnnotation.get(annotation) ?? this.#lookThrough(annotation);
    this.#byAnnotation.set(annotation, known);
    return known.get(value) ?? [];
  }

  #lookThrough(annotation: string): Map<string, Claim[]> {
    const found = new Map<string, Claim[]>();
    for (const claim of claimsOf(
      this.#entities,
      annotation,
      this.#environmentIds,
      annotationValues,
    )) {
      const claims = found.get(claim.value);
      if (claims) claims.push(claim);
      else found.set(claim.value, [claim]);
    }
    return found;
  }
}

/** What entities write into an annotation, plain and for each environment. */
export function* claimsOf(
  entities: readonly Entity[],
  annotation: string,
  environmentIds: readonly string[],
  valuesOf: (entity: Entity, name: string) => readonly string[],
): Iterable<Claim> {
  const names = [
    { name: annotation, environmentId: undefined },
    ...environmentIds.map(id => ({
      name: inEnvironment(annotation, id),
      environmentId: id,
    })),
  ];
  for (const entity of entities) {
    const { annotations } = entity.metadata;
    if (!annotations) continue;
    for (const { name, environmentId } of names) {
      if (annotations[name] === undefined) continue;
      for (const value of new Set(valuesOf(entity, name))) {
        yield { entity, annotation: name, value, environmentId };
      }
    }
  }
}
