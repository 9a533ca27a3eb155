import {
  BindingFilter,
  BindingPosition,
  BindingReader,
  StoredBinding,
  narrowBindings,
  pageBindings,
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
    filter: BindingFilter,
    page: { after?: BindingPosition; limit: number },
  ): Promise<StoredBinding[]> {
    const resources = this.#knex<ResourceRow>('protected_resources');
    const query = pageBindings(
      narrowBindings(resources.whereNull('gone_at'), filter),
      'resource_key',
      page,
    );
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
