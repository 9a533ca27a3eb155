import { Entity } from '@backstage/catalog-model';
import {
  ClaimSpec,
  RecordFacts,
  annotationValues,
  inEnvironment,
  resolveEnvironment,
} from '@opsdeck/backstage-plugin-operations-common';
import type { EntityIndex } from './EntityIndex';
import { Claim } from './IdentifierClaims';

/** Where a record is, as far as claims ask for it. */
export class Place {
  readonly #index: EntityIndex;
  readonly #facts: RecordFacts;
  #environmentId: { id: string | undefined } | undefined;

  constructor(index: EntityIndex, facts: RecordFacts) {
    this.#index = index;
    this.#facts = facts;
  }

  /** Undefined where no rule maps the place. */
  get environmentId(): string | undefined {
    this.#environmentId ??= {
      id: resolveEnvironment(this.#index.environments, this.#facts)?.id,
    };
    return this.#environmentId.id;
  }

  /** Whether the claim is one on records of this place. */
  holds(claim: Claim, spec: ClaimSpec | undefined): boolean {
    if (claim.environmentId !== undefined) {
      if (claim.environmentId !== this.environmentId) return false;
    } else if (this.#own(claim.entity, claim.annotation) !== undefined) {
      return false;
    }
    return (spec?.narrowedBy ?? []).every(({ annotation, fact }) => {
      const name = this.#own(claim.entity, annotation) ?? annotation;
      const allowed = annotationValues(claim.entity, name);
      const value = this.#facts[fact];
      return (
        allowed.length === 0 || (value !== undefined && allowed.includes(value))
      );
    });
  }

  /** The annotation that the entity carries for this environment in place of the plain one. */
  #own(entity: Entity, annotation: string): string | undefined {
    if (this.#index.environments.length === 0) return undefined;
    if (this.environmentId === undefined) return undefined;
    const name = inEnvironment(annotation, this.environmentId);
    return entity.metadata.annotations?.[name] === undefined ? undefined : name;
  }
}
