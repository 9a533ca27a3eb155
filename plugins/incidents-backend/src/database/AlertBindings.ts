import {
  BindingFilter,
  BindingPosition,
  BindingReader,
  StoredBinding,
  narrowBindings,
  pageBindings,
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
    filter: BindingFilter,
    page: { after?: BindingPosition; limit: number },
  ): Promise<StoredBinding[]> {
    const alerts = this.#knex<AlertRow>('alerts');
    const query = pageBindings(
      narrowBindings(alerts.whereNot({ state: 'resolved' }), filter),
      'id',
      page,
    );
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
