import { Entity } from '@backstage/catalog-model';
import { CLAIM_SPECS, inEnvironment } from '../annotation';
import { Rename } from './formerRefs';

/** What an entity claimed when it was last seen, and who else did then. */
export interface KnownClaim {
  /** Annotation and text. */
  claim: string;
  /** Other entities that claimed the same; they did not take it over. */
  others: string[];
}

/** A rename that nobody declared, with what speaks for it. */
export interface ProposedRename extends Rename {
  evidence: string;
}

/** What is claimed by more entities than this tells none of them. */
const MAX_SHARED = 20;

/** Every annotation that claims, plain and for each environment. */
export function claimNames(
  environmentIds: readonly string[],
): ReadonlySet<string> {
  return new Set(
    CLAIM_SPECS.flatMap(({ annotation }) => [
      annotation,
      ...environmentIds.map(id => inEnvironment(annotation, id)),
    ]),
  );
}

/** By which annotations an entity claims records, each with its text. */
export function claimTexts(
  entity: Entity,
  names: ReadonlySet<string>,
): string[] {
  return Object.entries(entity.metadata.annotations ?? {})
    .filter(([name, text]) => names.has(name) && text.trim() !== '')
    .map(([name, text]) => `${name}: ${text.trim()}`)
    .sort();
}

/** Who claims what, over the whole catalog. */
export function claimantsByText(
  entities: ReadonlyMap<string, Entity>,
  names: ReadonlySet<string>,
): Map<string, string[]> {
  const claimants = new Map<string, string[]>();
  for (const [entityRef, entity] of entities) {
    for (const claim of claimTexts(entity, names)) {
      const known = claimants.get(claim);
      if (known) known.push(entityRef);
      else claimants.set(claim, [entityRef]);
    }
  }
  return claimants;
}

/** What is to be remembered of a present entity's claims. */
export function knownClaims(
  entityRef: string,
  claims: readonly string[],
  claimants: ReadonlyMap<string, readonly string[]>,
): KnownClaim[] {
  return claims.flatMap(claim => {
    const others = (claimants.get(claim) ?? []).filter(
      ref => ref !== entityRef,
    );
    return others.length > MAX_SHARED ? [] : [{ claim, others: others.sort() }];
  });
}

/**
 * Finds who took over everything that an entity claimed which has left the
 * catalog: it claims all of it now and claimed none of it then. What was shared
 * before is no sign.
 */
export function proposeRenames(
  missing: readonly { entityRef: string; claims: readonly KnownClaim[] }[],
  claimants: ReadonlyMap<string, readonly string[]>,
): ProposedRename[] {
  return missing.flatMap(({ entityRef, claims }) => {
    if (claims.length === 0) return [];
    const takers = claims.map(
      ({ claim, others }) =>
        new Set(
          (claimants.get(claim) ?? []).filter(ref => !others.includes(ref)),
        ),
    );
    const [first, ...rest] = takers;
    return [...first]
      .filter(ref => rest.every(taker => taker.has(ref)))
      .sort()
      .map(to => ({
        from: entityRef,
        to,
        evidence: claims.map(({ claim }) => claim).join('; '),
      }));
  });
}
