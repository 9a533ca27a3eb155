import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  CLOCK_TOLERANCE_MS,
  Capability,
  EntityStatus,
  QUIET_HEADLINE,
  StatusChange,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import {
  BoardEntity,
  EntityRow,
  StatusRow,
  toEntity,
  toEntityRow,
  toStatus,
  toStatusRow,
} from './rows';

export type { BoardEntity } from './rows';

export interface BoardFilter {
  owner?: string;
  system?: string;
  tier?: string;
  text?: string;
}

const CHUNK = 100;
const REFS_PER_QUERY = 500;

export interface BoardStoreOptions {
  /** Told of verdicts that have changed, a hundred at most, once they are committed. */
  onChange?: (changes: readonly StatusChange[]) => void;
}

/** What {@link instantsOf} now are bound to. "Nothing declared" does not expire. */
const DISBELIEVED =
  '(verdict is not null and (valid_until <= ? or evaluated_at > ?))';

/** The statuses of the fleet and the entities they are about. */
export class BoardStore {
  readonly #knex: Knex;
  readonly #options: BoardStoreOptions;

  private constructor(knex: Knex, options: BoardStoreOptions) {
    this.#knex = knex;
    this.#options = options;
  }

  static async create(
    database: Pick<DatabaseService, 'getClient' | 'migrations'>,
    options: BoardStoreOptions = {},
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
    return new BoardStore(knex, options);
  }

  /**
   * Keeps each status unless a newer sequence of it is here already. One that
   * has expired, and had when the new one was made, does not count: a tab that
   * lost its database counts from one again. Nor does one from the future: a
   * clock was set back since.
   */
  async saveStatuses(
    statuses: readonly EntityStatus[],
    now: Date,
  ): Promise<void> {
    const { at, latest } = instantsOf(now);
    for (const chunk of chunks(latestOfEach(statuses), CHUNK)) {
      const changes = await this.#knex.transaction(async trx => {
        // Locked, so that of two replicas one alone sees each change.
        const before = await trx<StatusRow>('board_statuses')
          .whereIn(
            ['entity_ref', 'capability'],
            chunk.map(each => [each.entityRef, each.capability]),
          )
          .orderBy(['entity_ref', 'capability'])
          .forUpdate();
        const kept = await trx<StatusRow>('board_statuses')
          .insert(chunk.map(toStatusRow))
          .onConflict(['entity_ref', 'capability'])
          .merge()
          .whereRaw(
            `(board_statuses.sequence < excluded.sequence
              or board_statuses.evaluated_at > ?
              or (board_statuses.valid_until <= ? and board_statuses.valid_until <= excluded.evaluated_at))`,
            [latest, at],
          )
          .returning('*');
        return changesBetween(before, kept);
      });
      if (changes.length > 0) this.#options.onChange?.(changes);
    }
  }

  /**
   * Drops the expired statuses of a tab that it does not report any more;
   * those that still hold stay until they expire.
   *
   * @param reported - everything that the tab reports now
   */
  async dropUnreported(
    capability: Capability,
    reported: ReadonlySet<string>,
    now: Date,
  ): Promise<void> {
    const expired = await this.#knex<StatusRow>('board_statuses')
      .where({ capability })
      .where('valid_until', '<=', now.toISOString())
      .select('entity_ref');
    const gone = expired
      .map(row => row.entity_ref)
      .filter(ref => !reported.has(ref));
    for (const refs of chunks(gone, REFS_PER_QUERY)) {
      await this.#knex<StatusRow>('board_statuses')
        .where({ capability })
        .where('valid_until', '<=', now.toISOString())
        .whereIn('entity_ref', refs)
        .delete();
    }
  }

  /** Replaces what is known of the catalog; entities that have left go with their statuses. */
  async syncEntities(
    entities: readonly BoardEntity[],
    now: Date,
  ): Promise<void> {
    const seenAt = now.toISOString();
    await this.#knex.transaction(async trx => {
      for (const chunk of chunks(entities, CHUNK)) {
        await trx<EntityRow>('board_entities')
          .insert(chunk.map(entity => toEntityRow(entity, seenAt)))
          .onConflict('entity_ref')
          .merge();
      }
      const left = await trx<EntityRow>('board_entities')
        .whereNot('seen_at', seenAt)
        .select('entity_ref');
      for (const rows of chunks(left, REFS_PER_QUERY)) {
        const refs = rows.map(row => row.entity_ref);
        await trx<StatusRow>('board_statuses')
          .whereIn('entity_ref', refs)
          .delete();
        await trx<EntityRow>('board_entities')
          .whereIn('entity_ref', refs)
          .delete();
      }
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

  /**
   * All statuses of the given entities as they must be read at `now`, see
   * `statusAt`. The query itself says what is not to be believed any more, so that
   * whatever is made of its answer (sorting, counts, chips) agrees.
   */
  async listStatuses(
    entityRefs: readonly string[],
    now: Date,
  ): Promise<EntityStatus[]> {
    const { at, latest } = instantsOf(now);
    const instead = (column: string, value: string, ...bindings: string[]) =>
      this.#knex.raw(
        `case when ${DISBELIEVED} then ${value} else ${column} end as ${column}`,
        [at, latest, ...bindings],
      );
    const found: EntityStatus[] = [];
    for (const refs of chunks(entityRefs, REFS_PER_QUERY)) {
      const rows = await this.#knex('board_statuses')
        .whereIn('entity_ref', refs)
        .select<StatusRow[]>(
          'entity_ref',
          'capability',
          'evaluated_at',
          'valid_until',
          'next_change_at',
          'observed_by',
          'sequence',
          instead('verdict', "'unknown'"),
          instead('headline', '?', QUIET_HEADLINE),
          instead(
            'since',
            'case when valid_until <= ? then valid_until else ? end',
            at,
            at,
          ),
        );
      found.push(...rows.map(toStatus));
    }
    return found;
  }
}

/** Now, and the latest time that another backend's clock may show. */
function instantsOf(now: Date) {
  return {
    at: now.toISOString(),
    latest: new Date(now.getTime() + CLOCK_TOLERANCE_MS).toISOString(),
  };
}

/**
 * Each status once, the highest sequence of it, in one order everywhere: a
 * statement must not touch a row twice, and two must not wait for each other.
 */
function latestOfEach(statuses: readonly EntityStatus[]): EntityStatus[] {
  const latest = new Map<string, EntityStatus>();
  for (const status of statuses) {
    const key = `${status.entityRef} ${status.capability}`;
    const known = latest.get(key);
    if (!known || known.sequence < status.sequence) latest.set(key, status);
  }
  return [...latest.keys()].sort().flatMap(key => latest.get(key) ?? []);
}

/** What is new on the board is no change of it. */
function changesBetween(
  before: readonly StatusRow[],
  kept: readonly StatusRow[],
): StatusChange[] {
  return kept.flatMap(row => {
    const old = before.find(
      each =>
        each.entity_ref === row.entity_ref &&
        each.capability === row.capability,
    );
    if (!old || old.verdict === row.verdict) return [];
    return {
      entityRef: row.entity_ref,
      capability: row.capability,
      from: old.verdict,
      to: row.verdict,
      since: row.since,
      sequence: row.sequence,
    };
  });
}

function* chunks<T>(items: readonly T[], size: number): Iterable<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
