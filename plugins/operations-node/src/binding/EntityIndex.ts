import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { annotationValues } from '@opsdeck/backstage-plugin-operations-common';

const MAX_AGE_MS = 30_000;

/** A view of the whole catalog for background work: who claims what, and who depends on whom. */
export interface EntityIndex {
  /** Every entity, by ref. */
  readonly entities: ReadonlyMap<string, Entity>;
  /** Entities that carry the annotation with this value (case-sensitive). */
  claimants(annotation: string, value: string): readonly Entity[];
  /** The entity and everything it depends on directly: what its tabs speak about. */
  withDependencies(entityRef: string): Entity[];
  /** The entity and everything that depends on it directly: whose status it touches. */
  withDependents(entityRef: string): string[];
}

/**
 * Answers an {@link EntityIndex} that is at most half a minute old, read with
 * the plugin's own credentials. Never use it to answer a user: read the entity
 * with the caller's credentials there.
 */
export function createEntityIndexLoader(options: {
  catalog: CatalogService;
  auth: AuthService;
  clock?: () => Date;
}): () => Promise<EntityIndex> {
  const clock = options.clock ?? (() => new Date());
  let loaded: { at: number; index: Promise<EntityIndex> } | undefined;
  return () => {
    const now = clock().getTime();
    if (!loaded || now - loaded.at > MAX_AGE_MS) {
      const index = load(options);
      loaded = { at: now, index };
      const forget = () => {
        if (loaded?.index === index) loaded = undefined;
      };
      // Neither a failed load is remembered nor the emptiness of a catalog that
      // is only just starting: the next caller tries again.
      index.then(({ entities }) => entities.size === 0 && forget(), forget);
    }
    return loaded.index;
  };
}

async function load(options: {
  catalog: CatalogService;
  auth: AuthService;
}): Promise<EntityIndex> {
  const credentials = await options.auth.getOwnServiceCredentials();
  const entities: Entity[] = [];
  const pages = options.catalog.streamEntities(
    {
      filter: { kind: ['Component', 'Resource', 'API', 'System'] },
      fields: ['apiVersion', 'kind', 'metadata', 'spec', 'relations'],
    },
    { credentials },
  );
  for await (const page of pages) entities.push(...page);
  return buildEntityIndex(entities);
}

/** Builds the index of the given entities. */
export function buildEntityIndex(all: readonly Entity[]): EntityIndex {
  const entities = new Map(
    all.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const claims = new Map<string, Map<string, Entity[]>>();
  const claimsBy = (annotation: string) => {
    const known = claims.get(annotation) ?? claimsOf(all, annotation);
    claims.set(annotation, known);
    return known;
  };
  const related = (entityRef: string, type: string) =>
    (entities.get(entityRef)?.relations ?? [])
      .filter(relation => relation.type === type)
      .map(relation => relation.targetRef);
  return {
    entities,
    claimants: (annotation, value) => claimsBy(annotation).get(value) ?? [],
    withDependencies: entityRef =>
      [entityRef, ...related(entityRef, RELATION_DEPENDS_ON)].flatMap(
        ref => entities.get(ref) ?? [],
      ),
    withDependents: entityRef => [
      entityRef,
      ...related(entityRef, RELATION_DEPENDENCY_OF),
    ],
  };
}

/** Entities by each value of one annotation. Any annotation: providers bring their own. */
function claimsOf(
  all: readonly Entity[],
  annotation: string,
): Map<string, Entity[]> {
  const claims = new Map<string, Entity[]>();
  for (const entity of all) {
    for (const value of new Set(annotationValues(entity, annotation))) {
      const claimants = claims.get(value);
      if (claimants) claimants.push(entity);
      else claims.set(value, [entity]);
    }
  }
  return claims;
}

/** Refs of all entities of the given kinds (lower case). */
export function entityRefsOfKind(
  index: EntityIndex,
  kinds: readonly string[],
): string[] {
  return [...index.entities.keys()].filter(ref =>
    kinds.includes(parseEntityRef(ref).kind),
  );
}
