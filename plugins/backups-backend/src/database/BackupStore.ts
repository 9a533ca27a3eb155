import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { RecoveryPointStore } from './RecoveryPointStore';
import {
  ResourceRow,
  ResourceWrite,
  ScopeId,
  StoredResource,
  chunksOf,
  lastByKey,
  resourceRow,
  toStored,
} from './rows';

type ResourceState = Pick<
  ResourceRow,
  'resource_key' | 'entity_ref' | 'points_digest' | 'gone_at'
>;

/** Resources that can be backed up. */
export class BackupStore {
  readonly points: RecoveryPointStore;
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.points = new RecoveryPointStore(knex);
  }

  static async create(
    database: Pick<DatabaseService, 'getClient' | 'migrations'>,
  ): Promise<BackupStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@opsdeck/backstage-plugin-backups-backend',
          'migrations',
        ),
      });
    }
    return new BackupStore(knex);
  }

  /**
   * Writes what a reading says of resources of one scope and of their points.
   * Answers the entities that owned one of them before and own it no longer.
   */
  async save(
    trx: Knex.Transaction,
    scope: ScopeId,
    writes: readonly ResourceWrite[],
    now: Date,
  ): Promise<string[]> {
    const at = now.toISOString();
    const left: string[] = [];
    const unique = lastByKey(writes, ({ record }) => record.key);
    for (const chunk of chunksOf(unique)) {
      const rows = new Map(
        chunk.map(write => [write.record.key, resourceRow(scope, write, at)]),
      );
      const before = await this.#before(trx, scope, [...rows.keys()]);
      await trx<ResourceRow>('protected_resources')
        .insert([...rows.values()])
        .onConflict(['source_id', 'resource_key'])
        .merge();
      await this.points.save(
        trx,
        scope.sourceId,
        chunk
          .map(({ record }) => ({
            key: record.key,
            points: record.recoveryPoints,
          }))
          .filter(({ key }) => pointsDiffer(before.get(key), rows.get(key))),
        at,
      );
      for (const [key, { entity_ref }] of before) {
        if (entity_ref !== null && entity_ref !== rows.get(key)?.entity_ref) {
          left.push(entity_ref);
        }
      }
    }
    return left;
  }

  async #before(
    trx: Knex.Transaction,
    scope: ScopeId,
    keys: readonly string[],
  ): Promise<Map<string, ResourceState>> {
    const rows: ResourceState[] = await trx<ResourceRow>('protected_resources')
      .where({ source_id: scope.sourceId })
      .whereIn('resource_key', keys)
      .select('resource_key', 'entity_ref', 'points_digest', 'gone_at');
    return new Map(rows.map(row => [row.resource_key, row]));
  }

  /** Marks resources of a scope that a complete reading did not list; answers whose they were. */
  async retireUnseen(
    trx: Knex.Transaction,
    scope: ScopeId,
    sweepStartedAt: Date,
    now: Date,
  ): Promise<string[]> {
    const unseen = await trx<ResourceRow>('protected_resources')
      .where({
        source_id: scope.sourceId,
        scope_id: scope.scopeId,
        gone_at: null,
      })
      .where('seen_at', '<', sweepStartedAt.toISOString())
      .select('source_id', 'resource_key', 'entity_ref');
    await this.#retire(trx, unseen, now);
    return unseen.flatMap(({ entity_ref }) => entity_ref ?? []);
  }

  /**
   * Retires what no reading has listed since the instant, for example because
   * its scope is no longer configured. Answers how many resources.
   */
  async retireForgotten(seenBefore: Date, now: Date): Promise<number> {
    return this.#knex.transaction(async trx => {
      const forgotten = await trx<ResourceRow>('protected_resources')
        .whereNull('gone_at')
        .where('seen_at', '<', seenBefore.toISOString())
        .select('source_id', 'resource_key');
      await this.#retire(trx, forgotten, now);
      return forgotten.length;
    });
  }

  async #retire(
    trx: Knex.Transaction,
    rows: readonly Pick<ResourceRow, 'source_id' | 'resource_key'>[],
    now: Date,
  ): Promise<void> {
    const at = now.toISOString();
    for (const chunk of chunksOf(rows)) {
      await trx<ResourceRow>('protected_resources')
        .whereIn(
          ['source_id', 'resource_key'],
          chunk.map(row => [row.source_id, row.resource_key]),
        )
        .update({ gone_at: at });
    }
    await this.points.retire(
      trx,
      rows.map(row => ({ sourceId: row.source_id, key: row.resource_key })),
      at,
    );
  }

  /** Present resources that no entity claims, a page in order of source and key. */
  async listUnbound(
    limit: number,
    after?: StoredResource,
  ): Promise<StoredResource[]> {
    const query = this.#knex<ResourceRow>('protected_resources')
      .whereNull('entity_ref')
      .whereNull('gone_at')
      .orderBy(['source_id', 'resource_key'])
      .limit(limit);
    if (after) {
      query.where(later =>
        later
          .where('source_id', '>', after.sourceId)
          .orWhere(sameSource =>
            sameSource
              .where('source_id', after.sourceId)
              .where('resource_key', '>', after.facts.key),
          ),
      );
    }
    return (await query).map(toStored);
  }

  /** Gives a resource to an entity, unless one has claimed it meanwhile. */
  async bind(
    resource: StoredResource,
    entityRef: string,
    bindingNote: string,
  ): Promise<void> {
    await this.#knex<ResourceRow>('protected_resources')
      .where({
        source_id: resource.sourceId,
        resource_key: resource.facts.key,
        entity_ref: null,
      })
      .update({ entity_ref: entityRef, binding_note: bindingNote });
  }

  async countBindings(
    trx: Knex.Transaction,
    scope: ScopeId,
  ): Promise<{ bound: number; unbound: number }> {
    const [row] = await trx<ResourceRow>('protected_resources')
      .where({
        source_id: scope.sourceId,
        scope_id: scope.scopeId,
        gone_at: null,
      })
      .count({ total: '*', bound: 'entity_ref' });
    const bound = Number(row.bound);
    return { bound, unbound: Number(row.total) - bound };
  }

  /** Present resources of the given entities. */
  async listResources(
    entityRefs: readonly string[],
  ): Promise<StoredResource[]> {
    const rows = await this.#knex<ResourceRow>('protected_resources')
      .whereIn('entity_ref', entityRefs)
      .whereNull('gone_at')
      .orderBy(['title', 'source_id', 'resource_key']);
    return rows.map(toStored);
  }

  /** Deletes at most `chunk` resources that were gone before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const key = ['source_id', 'resource_key'];
    return this.#knex<ResourceRow>('protected_resources')
      .whereIn(
        key,
        this.#knex<ResourceRow>('protected_resources')
          .where('gone_at', '<', before.toISOString())
          .orderBy('gone_at')
          .limit(chunk)
          .select(...key),
      )
      .delete();
  }
}

/** The points of a resource that was gone are gone with it, whatever they were. */
function pointsDiffer(
  before: ResourceState | undefined,
  now: Pick<ResourceRow, 'points_digest'> | undefined,
): boolean {
  return (
    !before ||
    before.gone_at !== null ||
    before.points_digest !== now?.points_digest
  );
}
