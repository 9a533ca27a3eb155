import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  BackupsOverview,
  RecoveryPointPage,
  ResourceBackup,
  objectiveOf,
  sortResources,
  summarize,
} from '@opsdeck/backstage-plugin-backups-common';
import { EnvironmentDefinition } from '@opsdeck/backstage-plugin-operations-common';
import {
  FreshnessLookup,
  FreshnessReader,
} from '@opsdeck/backstage-plugin-operations-node';
import { BackupStore, StoredResource } from '../database/BackupStore';
import { EntityBackupsService } from './BackupsService';
import { toDeclaredResource, toResourceBackup } from './resourceBackup';
import { decodeCursor, encodeCursor } from './cursor';

/** Points that an exposure is judged by: enough for the usual interval and for recent failures. */
const POINTS_JUDGED = 20;

export interface DefaultBackupsServiceOptions {
  store: BackupStore;
  freshness: FreshnessReader;
  environments: readonly EnvironmentDefinition[];
  clock?: () => Date;
}

/** Answers from the database; the sources are never asked here. */
export class DefaultBackupsService implements EntityBackupsService {
  readonly #options: DefaultBackupsServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultBackupsServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async getOverview(entities: readonly Entity[]): Promise<BackupsOverview> {
    const now = this.#clock();
    const refs = entities.map(entity => stringifyEntityRef(entity));
    const [stored, freshness] = await Promise.all([
      this.#options.store.listResources(refs),
      this.#options.freshness.lookup(),
    ]);
    const observed = await Promise.all(
      stored.map(resource => this.#judge(resource, entities, freshness, now)),
    );
    const observedRefs = new Set(observed.map(resource => resource.entityRef));
    const declaredOnly = entities
      .filter(entity => !observedRefs.has(stringifyEntityRef(entity)))
      .flatMap(entity => toDeclaredResource(entity, now) ?? []);
    const resources = sortResources([...observed, ...declaredOnly]);
    const { verdict, headline } = summarize(resources);
    return {
      entityRef: refs[0],
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      resources,
      sources: uniqueScopes(stored, freshness),
    };
  }

  async listRecoveryPoints(
    entities: readonly Entity[],
    query: { resourceKey: string; cursor?: string; limit: number },
  ): Promise<RecoveryPointPage> {
    const refs = entities.map(entity => stringifyEntityRef(entity));
    const stored = await this.#options.store.listResources(refs);
    const resource = stored.find(
      ({ facts }) => facts.key === query.resourceKey,
    );
    if (!resource) {
      throw new NotFoundError(
        `${refs[0]} has no resource with the key "${query.resourceKey}"`,
      );
    }
    const points = await this.#options.store.listPoints(
      { sourceId: resource.sourceId, key: resource.facts.key },
      { limit: query.limit + 1, after: decodeCursor(query.cursor) },
    );
    const items = points.slice(0, query.limit);
    return {
      items,
      nextCursor:
        points.length > query.limit
          ? encodeCursor(items[items.length - 1])
          : null,
    };
  }

  async #judge(
    resource: StoredResource,
    entities: readonly Entity[],
    freshness: FreshnessLookup,
    now: Date,
  ): Promise<ResourceBackup> {
    const points = await this.#options.store.listPoints(
      { sourceId: resource.sourceId, key: resource.facts.key },
      { limit: POINTS_JUDGED },
    );
    const owner = entities.find(
      entity => stringifyEntityRef(entity) === resource.entityRef,
    );
    if (!owner) throw new Error(`No entity for ${resource.facts.key}`);
    return toResourceBackup({
      resource,
      objective: objectiveOf(owner),
      points,
      freshness: freshness.get(resource.sourceId, resource.scopeId) ?? null,
      environments: this.#options.environments,
      now,
    });
  }
}

function uniqueScopes(
  stored: readonly StoredResource[],
  freshness: FreshnessLookup,
) {
  const scopes = new Map(
    stored.map(({ sourceId, scopeId }) => [
      JSON.stringify([sourceId, scopeId]),
      freshness.get(sourceId, scopeId),
    ]),
  );
  return [...scopes.values()].flatMap(scope => scope ?? []);
}
