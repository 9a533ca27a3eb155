import {
  EntityRows,
  REMOVE_CHUNK,
  distinctRefs,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { PointRow, ResourceRow, chunksOf } from './rows';

/** Resources that can be backed up, for entities that are renamed or leave the catalog. */
export class BackupRows implements EntityRows {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  refs(): Promise<string[]> {
    return distinctRefs(this.#knex, 'protected_resources');
  }

  /** Resources are keyed by their source, so two refs never have the same; points hang on them. */
  async rename(trx: Knex.Transaction, from: string, to: string): Promise<void> {
    await trx<ResourceRow>('protected_resources')
      .where({ entity_ref: from })
      .update({ entity_ref: to });
  }

  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    const resources = await trx<ResourceRow>('protected_resources')
      .where({ entity_ref: entityRef })
      .limit(REMOVE_CHUNK)
      .select('source_id', 'resource_key');
    for (const chunk of chunksOf(resources)) {
      const keys = chunk.map(row => [row.source_id, row.resource_key]);
      const key = ['source_id', 'resource_key'];
      await trx<PointRow>('recovery_points').whereIn(key, keys).delete();
      await trx<ResourceRow>('protected_resources').whereIn(key, keys).delete();
    }
    return resources.length;
  }
}
