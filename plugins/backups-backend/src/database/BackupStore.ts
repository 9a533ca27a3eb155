import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  BackupRecord,
  RecoveryPoint,
} from '@opsdeck/backstage-plugin-backups-common';
import { Knex } from 'knex';

interface ResourceRow {
  source_id: string;
  resource_key: string;
  scope_id: string;
  entity_ref: string | null;
  binding_note: string;
  title: string;
  type: string;
  record: string;
  seen_at: string;
  gone_at: string | null;
}

interface PointRow {
  source_id: string;
  resource_key: string;
  point_key: string;
  kind: RecoveryPoint['kind'];
  status: RecoveryPoint['status'];
  provider_status: string;
  data_time: string | null;
  created_at: string | null;
  location: string;
  encrypted: boolean | number | null;
  first_seen_at: string;
  gone_at: string | null;
}

/** The record without its recovery points, which have a table of their own. */
export type ResourceFacts = Omit<BackupRecord, 'recoveryPoints'>;

export interface StoredResource {
  sourceId: string;
  scopeId: string;
  entityRef: string | null;
  facts: ResourceFacts;
}

export interface ResourceWrite {
  sourceId: string;
  scopeId: string;
  entityRef: string | null;
  /** Through which annotation it is bound, or why it is not. */
  bindingNote: string;
  record: BackupRecord;
}

export interface PointCursor {
  dataTime: string;
  key: string;
}

/** Resources that can be backed up and their recovery points. */
export class BackupStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
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

  /** Writes what a reading says of one resource; points it no longer lists are marked gone. */
  async save(
    trx: Knex.Transaction,
    write: ResourceWrite,
    now: Date,
  ): Promise<void> {
    const at = now.toISOString();
    const { recoveryPoints, ...facts } = write.record;
    const row: ResourceRow = {
      source_id: write.sourceId,
      resource_key: facts.key,
      scope_id: write.scopeId,
      entity_ref: write.entityRef,
      binding_note: write.bindingNote,
      title: facts.title,
      type: facts.type,
      record: JSON.stringify(facts),
      seen_at: at,
      gone_at: null,
    };
    await trx<ResourceRow>('protected_resources')
      .insert(row)
      .onConflict(['source_id', 'resource_key'])
      .merge();
    await this.#savePoints(trx, write.sourceId, facts.key, recoveryPoints, at);
  }

  async #savePoints(
    trx: Knex.Transaction,
    sourceId: string,
    resourceKey: string,
    points: readonly RecoveryPoint[],
    at: string,
  ): Promise<void> {
    const owner = { source_id: sourceId, resource_key: resourceKey };
    for (let i = 0; i < points.length; i += 50) {
      await trx<PointRow>('recovery_points')
        .insert(
          points.slice(i, i + 50).map(point => ({
            ...owner,
            point_key: point.key,
            kind: point.kind,
            status: point.status,
            provider_status: point.providerStatus,
            data_time: point.dataTime,
            created_at: point.createdAt,
            location: point.location,
            encrypted: point.encrypted,
            first_seen_at: at,
            gone_at: null,
          })),
        )
        .onConflict(['source_id', 'resource_key', 'point_key'])
        .merge([
          'status',
          'provider_status',
          'data_time',
          'created_at',
          'encrypted',
          'gone_at',
        ]);
    }
    const known = new Set(points.map(point => point.key));
    const present = await trx<PointRow>('recovery_points')
      .where({ ...owner, gone_at: null })
      .select('point_key');
    const gone = present
      .map(row => row.point_key)
      .filter(key => !known.has(key));
    for (let i = 0; i < gone.length; i += 100) {
      await trx<PointRow>('recovery_points')
        .where(owner)
        .whereIn('point_key', gone.slice(i, i + 100))
        .update({ gone_at: at });
    }
  }

  /** Marks resources of a scope that a complete reading did not list; answers whose they were. */
  async retireUnseen(
    trx: Knex.Transaction,
    scope: { sourceId: string; scopeId: string },
    sweepStartedAt: Date,
    now: Date,
  ): Promise<string[]> {
    const unseen = () =>
      trx<ResourceRow>('protected_resources')
        .where({
          source_id: scope.sourceId,
          scope_id: scope.scopeId,
          gone_at: null,
        })
        .where('seen_at', '<', sweepStartedAt.toISOString());
    const refs = await unseen().whereNotNull('entity_ref').select('entity_ref');
    await unseen().update({ gone_at: now.toISOString() });
    return refs.flatMap(row => row.entity_ref ?? []);
  }

  /** Present resources that no entity claims. */
  async listUnbound(limit: number): Promise<StoredResource[]> {
    const rows = await this.#knex<ResourceRow>('protected_resources')
      .whereNull('entity_ref')
      .whereNull('gone_at')
      .orderBy(['source_id', 'resource_key'])
      .limit(limit);
    return rows.map(toStored);
  }

  /** Gives a resource to an entity. */
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
    scope: { sourceId: string; scopeId: string },
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
      .orderBy('title');
    return rows.map(toStored);
  }

  /** The present recovery points of a resource, newest data first. */
  async listPoints(
    resource: { sourceId: string; key: string },
    options: { limit: number; after?: PointCursor },
  ): Promise<RecoveryPoint[]> {
    const query = this.#knex<PointRow>('recovery_points')
      .where({ source_id: resource.sourceId, resource_key: resource.key })
      .whereNull('gone_at')
      .orderByRaw(`coalesce(data_time, created_at, '') desc, point_key desc`)
      .limit(options.limit);
    const { after } = options;
    if (after) {
      query.whereRaw(
        `(coalesce(data_time, created_at, '') < ? or (coalesce(data_time, created_at, '') = ? and point_key < ?))`,
        [after.dataTime, after.dataTime, after.key],
      );
    }
    return (await query).map(toPoint);
  }

  /** Deletes at most `chunk` points that were gone before the instant; answers how many. */
  async prunePoints(before: Date, chunk: number): Promise<number> {
    const old = await this.#knex<PointRow>('recovery_points')
      .where('gone_at', '<', before.toISOString())
      .limit(chunk)
      .select('source_id', 'resource_key', 'point_key');
    await this.#knex.transaction(async trx => {
      for (const row of old)
        await trx<PointRow>('recovery_points').where(row).delete();
    });
    return old.length;
  }
}

function toStored(row: ResourceRow): StoredResource {
  return {
    sourceId: row.source_id,
    scopeId: row.scope_id,
    entityRef: row.entity_ref,
    facts: JSON.parse(row.record),
  };
}

function toPoint(row: PointRow): RecoveryPoint {
  return {
    key: row.point_key,
    kind: row.kind,
    status: row.status,
    providerStatus: row.provider_status,
    dataTime: row.data_time,
    createdAt: row.created_at,
    location: row.location,
    encrypted: row.encrypted === null ? null : Boolean(row.encrypted),
  };
}
