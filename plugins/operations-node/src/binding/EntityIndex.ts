import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ClaimSpec,
  EnvironmentDefinition,
  RecordFacts,
} from '@opsdeck/backstage-plugin-operations-common';
import { readEnvironments } from '../environment';
import { dependenciesOf, dependentsOf } from './dependencies';
import { Claim, IdentifierClaims } from './IdentifierClaims';
import { BindingRule, readBindingRules } from './readBindingRules';
import { BindingProblem, SelectorClaims } from './SelectorClaims';

const MAX_AGE_MS = 30_000;

/** Kinds that the index holds: those that Opsdeck has something to say of. */
const KINDS = ['Component', 'Resource', 'API', 'System'];

/** A view of the whole catalog for background work: who claims what, and who depends on whom. */
export interface EntityIndex {
  /** Every entity, by ref. */
  readonly entities: ReadonlyMap<string, Entity>;
  readonly environments: readonly EnvironmentDefinition[];
  /** Rules of the configuration, in their order. */
  readonly rules: readonly BindingRule[];
  /** Annotations that cannot be read and therefore claim nothing. */
  readonly problems: readonly BindingProblem[];
  /** Claims by an annotation on exactly this value (case-sensitive), in any environment. */
  claims(annotation: string, value: string): readonly Claim[];
  /** Claims by annotations that select the record's tags or labels. */
  selectorClaims(facts: RecordFacts): [ClaimSpec, Claim[]][];
  /** The entity and what it stands on: what its tabs speak about. See {@link dependenciesOf}. */
  withDependencies(entityRef: string): Entity[];
  /** The entity and everything that stands on it: whose status it touches. */
  withDependents(entityRef: string): string[];
}

/**
 * Answers an {@link EntityIndex} that is at most half a minute old, read with
 * the plugin's own credentials. Never use it to answer a user: read the entity
 * with the caller's credentials there.
 *
 * @throws InputError naming the key, when environments or rules are configured wrongly.
 */
export function createEntityIndexLoader(options: {
  catalog: CatalogService;
  auth: AuthService;
  config: Config;
  clock?: () => Date;
}): () => Promise<EntityIndex> {
  const clock = options.clock ?? (() => new Date());
  const configured = {
    environments: readEnvironments(options.config),
    rules: readBindingRules(options.config),
  };
  const load = async () =>
    buildEntityIndex(await readEntities(options), configured);
  let loaded: { at: number; index: Promise<EntityIndex> } | undefined;
  return () => {
    const now = clock().getTime();
    if (!loaded || Math.abs(now - loaded.at) > MAX_AGE_MS) {
      const index = load();
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

async function readEntities(options: {
  catalog: CatalogService;
  auth: AuthService;
}): Promise<Entity[]> {
  const credentials = await options.auth.getOwnServiceCredentials();
  const entities: Entity[] = [];
  const pages = options.catalog.streamEntities(
    {
      filter: { kind: KINDS },
      fields: ['apiVersion', 'kind', 'metadata', 'spec', 'relations'],
    },
    { credentials },
  );
  for await (const page of pages) entities.push(...page);
  return entities;
}

/** Builds the index of the given entities. */
export function buildEntityIndex(
  all: readonly Entity[],
  configured: {
    environments?: readonly EnvironmentDefinition[];
    rules?: readonly BindingRule[];
  } = {},
): EntityIndex {
  const { environments = [], rules = [] } = configured;
  const environmentIds = environments.map(({ id }) => id);
  const entities = new Map(
    all.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const identifiers = new IdentifierClaims(all, environmentIds);
  const selectors = new SelectorClaims(all, environmentIds);
  return {
    entities,
    environments,
    rules,
    problems: selectors.problems,
    claims: (annotation, value) => identifiers.on(annotation, value),
    selectorClaims: facts => selectors.on(facts),
    withDependencies: entityRef => dependenciesOf(entities, entityRef),
    withDependents: entityRef => dependentsOf(entities, entityRef),
  };
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
