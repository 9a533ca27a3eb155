import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  BindingFacts,
  ClaimSpec,
  EnvironmentFacts,
  claimSpec,
} from '@opsdeck/backstage-plugin-operations-common';
import { EntityIndex } from './EntityIndex';
import { Claim } from './IdentifierClaims';
import { Place } from './Place';

/** An annotation value under which a provider record may be known to the catalog. */
export interface BindingKey {
  annotation: string;
  value: string;
}

/** What is known of a record to find its entity by. */
export interface BindableRecord {
  /** Annotation values that name it, best first. */
  bindings: readonly BindingKey[];
  environmentFacts?: EnvironmentFacts;
  bindingFacts?: BindingFacts;
}

/** Through what a record was bound. */
export interface BindingVia {
  type: 'annotation' | 'selector' | 'rule';
  /** The annotation as it is written, or the key of the rule. */
  name: string;
  /** The identifier or the selector; for a rule the ref that it gave. */
  value: string;
}

export type Binding =
  | { entityRef: string; via: BindingVia }
  | {
      entityRef: null;
      /** Why, in plain words. */
      reason: string;
      /** Entities that claim it alike; empty when none does. */
      candidates: string[];
    };

type Kind = 'Component' | 'Resource';

/**
 * Finds the catalog entity that a record belongs to: by the annotation values
 * that name it, in order; else by annotations that select its tags or labels;
 * else by the rules of the configuration. Of several claimants the one of the
 * preferred kind wins; what is still ambiguous stays unbound, with the
 * candidates named, and no weaker way is tried.
 */
export function bind(
  index: EntityIndex,
  record: BindableRecord,
  preferredKind: Kind,
): Binding {
  const facts = { ...record.environmentFacts, ...record.bindingFacts };
  const place = new Place(index, facts);
  const elsewhere: Claim[] = [];
  const decide = (
    type: 'annotation' | 'selector',
    claims: readonly Claim[],
    spec?: ClaimSpec,
  ) => {
    const here = claims.filter(claim => place.holds(claim, spec));
    elsewhere.push(...claims.filter(claim => !here.includes(claim)));
    return choose(type, here, preferredKind);
  };
  for (const { annotation, value } of record.bindings) {
    const claims = index.claims(annotation, value);
    const binding = decide('annotation', claims, claimSpec(annotation));
    if (binding) return binding;
  }
  for (const [spec, claims] of index.selectorClaims(facts)) {
    const binding = decide('selector', claims, spec);
    if (binding) return binding;
  }
  const rule = index.rules.find(each => each.matches(facts));
  if (rule) {
    const target = rule.target(facts);
    if ('problem' in target) {
      return unbound(`${rule.key} gives no entity: ${target.problem}`);
    }
    const { entityRef } = target;
    if (!index.entities.has(entityRef)) {
      return unbound(
        `${rule.key} gives it to ${entityRef}, which the catalog does not have`,
      );
    }
    return {
      entityRef,
      via: { type: 'rule', name: rule.key, value: entityRef },
    };
  }
  return unbound(reasonOf(record, elsewhere, place));
}

/** A binding in words, to be kept with the record. */
export function bindingNote(binding: Binding): string {
  if (binding.entityRef === null) return binding.reason;
  const { type, name, value } = binding.via;
  return type === 'rule' ? name : `${name}: ${value}`;
}

function choose(
  type: 'annotation' | 'selector',
  claims: readonly Claim[],
  preferredKind: Kind,
): Binding | undefined {
  if (claims.length === 0) return undefined;
  const preferred = claims.filter(
    ({ entity }) => entity.kind.toLowerCase() === preferredKind.toLowerCase(),
  );
  const best = preferred.length > 0 ? preferred : claims;
  const candidates = refsOf(best);
  const [{ annotation, value }] = best;
  if (candidates.length === 1) {
    return {
      entityRef: candidates[0],
      via: { type, name: annotation, value },
    };
  }
  const what =
    type === 'annotation'
      ? `carry ${annotation}: ${value}`
      : `select it by ${annotation}`;
  return {
    entityRef: null,
    reason: `several entities ${what} (${candidates.join(', ')})`,
    candidates,
  };
}

function reasonOf(
  record: BindableRecord,
  elsewhere: readonly Claim[],
  place: Place,
): string {
  if (elsewhere.length > 0) {
    const [{ annotation, value }] = elsewhere;
    const where = place.environmentId
      ? `in ${place.environmentId}`
      : 'where no environment is known';
    return `${refsOf(elsewhere).join(
      ', ',
    )} with ${annotation}: ${value} does not claim it ${where}: its annotations keep it to another environment or place`;
  }
  const tried = record.bindings
    .map(key => `${key.annotation}: ${key.value}`)
    .join(' or ');
  return tried
    ? `no entity carries ${tried}`
    : 'the record carries nothing to bind it by';
}

function unbound(reason: string): Binding {
  return { entityRef: null, reason, candidates: [] };
}

function refsOf(claims: readonly Claim[]): string[] {
  return [
    ...new Set(claims.map(({ entity }) => stringifyEntityRef(entity))),
  ].sort();
}
