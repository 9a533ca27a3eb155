import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  BackupsOverview,
  RecoveryPoint,
  RecoveryPointPage,
  sortResources,
  summarize,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  EnvironmentDefinition,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  FreshnessLookup,
  FreshnessReader,
} from '@opsdeck/backstage-plugin-operations-node';
import { BackupStore } from '../database/BackupStore';
import { ResourceId } from '../database/RecoveryPointStore';
import { StoredResource } from '../database/rows';
import { EntityBackupsService, RecoveryPointRequest } from './BackupsService';
import { decodeCursor, encodeCursor } from './cursor';
import { toDeclaredResource, toResourceBackup } from './resourceBackup';

/** Points of each status that an exposure is judged by: enough for the usual interval and for recent failures. */
const POINTS_JUDGED = 20;

export interface DefaultBackupsServiceOptions {
  store: BackupStore;
  freshness: Pick<FreshnessReader, 'lookup'>;
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
    const { store, environments } = this.#options;
    const now = this.#clock();
    const byRef = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
    const refs = [...byRef.keys()];
    const [stored, points, freshness] = await Promise.all([
      store.listResources(refs),
      store.points.newest(refs, POINTS_JUDGED).then(byResource),
      this.#options.freshness.lookup(),
    ]);
    const observed = stored.flatMap(resource => {
      const owner = byRef.get(resource.entityRef ?? '');
      return owner
        ? toResourceBackup({
            owner,
            resource,
            points: points.get(keyOf(resourceIdOf(resource))) ?? [],
            freshness: freshnessOf(resource, freshness) ?? null,
            environments,
            now,
          })
        : [];
    });
    const observedRefs = new Set(observed.map(resource => resource.entityRef));
    const declaredOnly = [...byRef]
      .filter(([ref]) => !observedRefs.has(ref))
      .flatMap(([, entity]) => toDeclaredResource(entity, now) ?? []);
    const resources = sortResources([...observed, ...declaredOnly]);
    const { verdict, headline } = summarize(resources);
    return {
      entityRef: refs[0],
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      resources,
      sources: [
        ...new Set([
          ...stored.flatMap(resource => freshnessOf(resource, freshness) ?? []),
          // One of these may be where the missing resource lives.
          ...(declaredOnly.length > 0 ? freshness.all().filter(unread) : []),
        ]),
      ],
    };
  }

  async listRecoveryPoints(
    entities: readonly Entity[],
    request: RecoveryPointRequest,
  ): Promise<RecoveryPointPage> {
    const { store } = this.#options;
    const after = decodeCursor(request.cursor);
    const refs = entities.map(entity => stringifyEntityRef(entity));
    const resource = (await store.listResources(refs)).find(
      ({ facts, sourceId }) =>
        facts.key === request.resourceKey &&
        sourceId === (request.sourceId ?? sourceId),
    );
    if (!resource) {
      throw new NotFoundError(
        `${refs[0]} has no resource with the key "${request.resourceKey}"`,
      );
    }
    const points = await store.points.page(resourceIdOf(resource), {
      limit: request.limit + 1,
      after,
    });
    const items = points.slice(0, request.limit);
    return {
      items,
      nextCursor:
        points.length > request.limit
          ? encodeCursor(items[items.length - 1])
          : null,
    };
  }
}

function resourceIdOf({ sourceId, facts }: StoredResource): ResourceId {
  return { sourceId, key: facts.key };
}

function keyOf({ sourceId, key }: ResourceId): string {
  return JSON.stringify([sourceId, key]);
}

function byResource(
  rows: readonly { resource: ResourceId; point: RecoveryPoint }[],
): Map<string, RecoveryPoint[]> {
  const points = new Map<string, RecoveryPoint[]>();
  for (const { resource, point } of rows) {
    const known = points.get(keyOf(resource));
    if (known) known.push(point);
    else points.set(keyOf(resource), [point]);
  }
  return points;
}

function freshnessOf(
  { sourceId, scopeId }: StoredResource,
  lookup: FreshnessLookup,
): Freshness | undefined {
  return lookup.get(sourceId, scopeId);
}

function unread(freshness: Freshness): boolean {
  return freshness.lastSuccessAt === null || freshness.failure !== null;
}
