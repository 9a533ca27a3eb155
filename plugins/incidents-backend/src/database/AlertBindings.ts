import {
  BindingFilter,
  BindingPosition,
  BindingReader,
  StoredBinding,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { bindableOf } from '../collection/bindableOf';
import { AlertRow, recordOf } from './alertRows';

/** Whose the current alerts are, for the Sources page. */
export class AlertBindings implements BindingReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listBindings(
    { entityRef, sourceId, state }: BindingFilter,
    { after, limit }: { after?: BindingPosition; limit: number },
  ): Promise<StoredBinding[]> {
    const query = this.#knex<AlertRow>('alerts')
      .whereNot({ state: 'resolved' })
      .orderBy(['source_id', 'id'])
      .limit(limit);
    if (entityRef) query.where({ entity_ref: entityRef });
    if (sourceId) query.where({ source_id: sourceId });
    if (state === 'bound') query.whereNotNull('entity_ref');
    if (state === 'unbound') query.whereNull('entity_ref');
    if (after) {
      query.whereRaw('(source_id, id) > (?, ?)', [after.sourceId, after.key]);
    }
    return (await query).map(row => {
      const record = bindableOf(recordOf(row));
      return {
        sourceId: row.source_id,
        scopeId: row.scope_id,
        key: row.id,
        title: row.name,
        entityRef: row.entity_ref,
        // Alerts keep no note; what names them says the same.
        note: record.bindings
          .map(({ annotation, value }) => `${annotation}: ${value}`)
          .join(' or '),
        record,
      };
    });
  }
}
