import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  Capability,
  EntityStatus,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';

interface StatusRow {
  entity_ref: string;
  capability: Capability;
  verdict: Verdict | null;
  headline: string;
  since: string;
  evaluated_at: string;
  valid_until: string;
  next_change_at: string | null;
  sequence: number;
}

interface EntityRow {
  entity_ref: string;
  title: string;
  kind: string;
  owner: string | null;
  system: string | null;
  tier: string | null;
  lifecycle: string | null;
  seen_at: string;
}

/** What the fleet table knows of an entity itself. */
export interface BoardEntity {
  entityRef: string;
  title: string;
  kind: string;
  owner: string | null;
  system: string | null;
  tier: string | null;
  lifecycle: string | null;
}

export interface BoardFilter {
  owner?: string;
  system?: string;
  tier?: string;
  text?: string;
}

const CHUNK = 100;

/** The statuses of the fleet and the entities they are about. */
export class BoardStore {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(
    database: Pick<DatabaseService, 'getClient' | 'migrations'>,
  ): Promise<BoardStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@opsdeck/backstage-plugin-operations-backend',
          'migrations',
        ),
      });
    }
    return new BoardStore(knex);
  }

  /** Keeps each status unless a newer sequence of it is here already. */
  async saveStatuses(statuses: readonly EntityStatus[]): Promise<void> {
    for (let i = 0; i < statuses.length; i += CHUNK) {
      await this.#knex<StatusRow>('board_statuses')
        .insert(statuses.slice(i, i + CHUNK).map(toRow))
        .onConflict(['entity_ref', 'capability'])
        .merge()
        .whereRaw('board_statuses.sequence < excluded.sequence');
    }
  }

  /** Replaces what is known of the catalog; entities that have left go with their statuses. */
  async syncEntities(
    entities: readonly BoardEntity[],
    now: Date,
  ): Promise<void> {
    const seenAt = now.toISOString();
    await this.#knex.transaction(async trx => {
      for (let i = 0; i < entities.length; i += CHUNK) {
        await trx<EntityRow>('board_entities')
          .insert(
            entities.slice(i, i + CHUNK).map(entity => ({
              entity_ref: entity.entityRef,
              title: entity.title,
              kind: entity.kind,
              owner: entity.owner,
              system: entity.system,
              tier: entity.tier,
              lifecycle: entity.lifecycle,
              seen_at: seenAt,
            })),
          )
          .onConflict('entity_ref')
          .merge();
      }
      await trx<EntityRow>('board_entities')
        .where('seen_at', '<', seenAt)
        .delete();
    });
  }

  /** Entities of a kind that the filter lets through. */
  async listEntities(
    kind: string,
    filter: BoardFilter,
  ): Promise<BoardEntity[]> {
    const query = this.#knex<EntityRow>('board_entities').where({ kind });
    if (filter.owner) query.where('owner', filter.owner);
    if (filter.system) query.where('system', filter.system);
    if (filter.tier) query.where('tier', filter.tier);
    if (filter.text) {
      const pattern = `%${filter.text
        .toLowerCase()
        .replace(/[\\%_]/g, '\\$&')}%`;
      query.whereRaw(
        `(lower(title) like ? escape '\\' or lower(entity_ref) like ? escape '\\')`,
        [pattern, pattern],
      );
    }
    return (await query).map(toEntity);
  }

  async getEntity(entityRef: string): Promise<BoardEntity | undefined> {
    const row = await this.#knex<EntityRow>('board_entities')
      .where({ entity_ref: entityRef })
      .first();
    return row && toEntity(row);
  }

  /** All statuses of a kind of entity, or of the given entities. */
  async listStatuses(entityRefs: readonly string[]): Promise<EntityStatus[]> {
    const found: EntityStatus[] = [];
    for (let i = 0; i < entityRefs.length; i += 500) {
      const rows = await this.#knex<StatusRow>('board_statuses').whereIn(
        'entity_ref',
        entityRefs.slice(i, i + 500),
      );
      found.push(...rows.map(toStatus));
    }
    return found;
  }
}

function toEntity(row: EntityRow): BoardEntity {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    kind: row.kind,
    owner: row.owner,
    system: row.system,
    tier: row.tier,
    lifecycle: row.lifecycle,
  };
}

function toRow(status: EntityStatus): StatusRow {
  return {
    entity_ref: status.entityRef,
    capability: status.capability,
    verdict: status.verdict,
    headline: status.headline,
    since: status.since,
    evaluated_at: status.evaluatedAt,
    valid_until: status.validUntil,
    next_change_at: status.nextChangeAt,
    sequence: status.sequence,
  };
}

function toStatus(row: StatusRow): EntityStatus {
  return {
    entityRef: row.entity_ref,
    capability: row.capability,
    verdict: row.verdict,
    headline: row.headline,
    since: row.since,
    evaluatedAt: row.evaluated_at,
    validUntil: row.valid_until,
    nextChangeAt: row.next_change_at,
    sequence: row.sequence,
  };
}
