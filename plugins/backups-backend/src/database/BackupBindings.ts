import {
  BindingFilter,
  BindingPosition,
  BindingReader,
  StoredBinding,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { ResourceRow, toStored } from './rows';

/** Whose the resources are, for the Sources page. */
export class BackupBindings implements BindingReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listBindings(
    { entityRef, sourceId, state }: BindingFilter,
    { after, limit }: { after?: BindingPosition; limit: number },
  ): Promise<StoredBinding[]> {
    const query = this.#knex<ResourceRow>('protected_resources')
      .whereNull('gone_at')
      .orderBy(['source_id', 'resource_key'])
      .limit(limit);
    if (entityRef) query.where({ entity_ref: entityRef });
    if (sourceId) query.where({ source_id: sourceId });
    if (state === 'bound') query.whereNotNull('entity_ref');
    if (state === 'unbound') query.whereNull('entity_ref');
    if (after) {
      query.whereRaw('(source_id, resource_key) > (?, ?)', [
        after.sourceId,
        after.key,
      ]);
    }
    return (await query).map(row => ({
      sourceId: row.source_id,
      scopeId: row.scope_id,
      key: row.resource_key,
      title: row.title,
      entityRef: row.entity_ref,
      note: row.binding_note,
      record: toStored(row).facts,
    }));
  }
}
