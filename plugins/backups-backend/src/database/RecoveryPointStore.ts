import { RecoveryPoint } from '@opsdeck/backstage-plugin-backups-common';
import { Knex } from 'knex';
import { PointRow, chunksOf, lastByKey, pointColumns, toPoint } from './rows';

/** A resource as one source reads it. */
export interface ResourceId {
  sourceId: string;
  key: string;
}

export interface PointCursor {
  orderedAt: string;
  key: string;
}

/** What recovery points exist, and which existed. */
export class RecoveryPointStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Brings the points of some resources in line with a reading. Points that it
   * does not list are gone; what has not changed is not written.
   */
  async save(
    trx: Knex.Transaction,
    sourceId: string,
    resources: readonly { key: string; points: readonly RecoveryPoint[] }[],
    at: string,
  ): Promise<void> {
    if (resources.length === 0) return;
    const present = await trx<PointRow>('recovery_points')
      .where({ source_id: sourceId, gone_at: null })
      .whereIn(
        'resource_key',
        resources.map(({ key }) => key),
      );
    const known = new Map(present.map(row => [idOf(row), row]));
    const added: PointRow[] = [];
    for (const { key, points } of resources) {
      for (const point of lastByKey(points, each => each.key)) {
        const row: PointRow = {
          source_id: sourceId,
          resource_key: key,
          ...pointColumns(point),
          first_seen_at: at,
          gone_at: null,
        };
        const before = known.get(idOf(row));
        known.delete(idOf(row));
        if (before) await this.#update(trx, before, row, at);
        else added.push(row);
      }
    }
    for (const rows of chunksOf(added)) {
      await trx<PointRow>('recovery_points')
        .insert(rows)
        .onConflict(['source_id', 'resource_key', 'point_key'])
        .merge([
          'kind',
          'status',
          'provider_status',
          'ordered_at',
          'data_time',
          'created_at',
          'location',
          'encrypted',
          'gone_at',
        ]);
    }
    for (const rows of chunksOf([...known.values()])) {
      await trx<PointRow>('recovery_points')
        .whereIn(
          ['source_id', 'resource_key', 'point_key'],
          rows.map(row => [row.source_id, row.resource_key, row.point_key]),
        )
        .update({ gone_at: at });
    }
  }

  /** Writes a known point if it changed. Its completion is the provider's word, else what we saw. */
  async #update(
    trx: Knex.Transaction,
    before: PointRow,
    now: PointRow,
    at: string,
  ): Promise<void> {
    const becameUsable =
      now.status === 'available' && before.status !== 'available';
    const { first_seen_at: _kept, ...columns } = now;
    const after = {
      ...columns,
      completed_at:
        now.completed_at ?? before.completed_at ?? (becameUsable ? at : null),
    };
    if (same(toPoint(before), toPoint({ ...before, ...after }))) return;
    await trx<PointRow>('recovery_points')
      .where({
        source_id: before.source_id,
        resource_key: before.resource_key,
        point_key: before.point_key,
      })
      .update(after);
  }

  /** Marks every point of a resource gone. */
  async retire(
    trx: Knex.Transaction,
    resources: readonly ResourceId[],
    at: string,
  ): Promise<void> {
    for (const chunk of chunksOf(resources)) {
      await trx<PointRow>('recovery_points')
        .whereIn(
          ['source_id', 'resource_key'],
          chunk.map(({ sourceId, key }) => [sourceId, key]),
        )
        .whereNull('gone_at')
        .update({ gone_at: at });
    }
  }

  /** A page of the present points of a resource, newest data first. */
  async page(
    resource: ResourceId,
    options: { limit: number; after?: PointCursor },
  ): Promise<RecoveryPoint[]> {
    const { after } = options;
    const query = this.#knex<PointRow>('recovery_points')
      .where({ source_id: resource.sourceId, resource_key: resource.key })
      .whereNull('gone_at')
      .orderBy([
        { column: 'ordered_at', order: 'desc' },
        { column: 'point_key', order: 'desc' },
      ])
      .limit(options.limit);
    if (after) {
      query.where(older =>
        older
          .where('ordered_at', '<', after.orderedAt)
          .orWhere(sameTime =>
            sameTime
              .where('ordered_at', after.orderedAt)
              .where('point_key', '<', after.key),
          ),
      );
    }
    return (await query).map(toPoint);
  }

  /**
   * The newest present points of everything that belongs to the entities: at
   * most `limit` of each status, so that many failures cannot hide the last
   * good point.
   */
  async newest(
    entityRefs: readonly string[],
    limit: number,
  ): Promise<{ resource: ResourceId; point: RecoveryPoint }[]> {
    const ranked = this.#knex('recovery_points as p')
      .join('protected_resources as r', {
        'p.source_id': 'r.source_id',
        'p.resource_key': 'r.resource_key',
      })
      .whereIn('r.entity_ref', entityRefs)
      .whereNull('r.gone_at')
      .whereNull('p.gone_at')
      .select('p.*')
      .rowNumber('place', over =>
        over
          .partitionBy(['p.source_id', 'p.resource_key', 'p.status'])
          .orderBy([
            { column: 'p.ordered_at', order: 'desc' },
            { column: 'p.point_key', order: 'desc' },
          ]),
      );
    const rows: PointRow[] = await this.#knex
      .from(ranked.as('ranked'))
      .where('place', '<=', limit)
      .select('*');
    return rows.map(row => ({
      resource: { sourceId: row.source_id, key: row.resource_key },
      point: toPoint(row),
    }));
  }

  /** Deletes at most `chunk` points that were gone before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const key = ['source_id', 'resource_key', 'point_key'];
    return this.#knex<PointRow>('recovery_points')
      .whereIn(
        key,
        this.#knex<PointRow>('recovery_points')
          .where('gone_at', '<', before.toISOString())
          .orderBy('gone_at')
          .limit(chunk)
          .select(...key),
      )
      .delete();
  }
}

function idOf(row: Pick<PointRow, 'resource_key' | 'point_key'>): string {
  return JSON.stringify([row.resource_key, row.point_key]);
}

function same(a: RecoveryPoint, b: RecoveryPoint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
