import { RunningVersion } from '@opsdeck/backstage-plugin-deployments-common';
import {
  BindingFilter,
  BindingPosition,
  BindingReader,
  StoredBinding,
  narrowBindings,
  pageBindings,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { PlacementColumns, bindableOf } from './rows';

interface BindingRow extends PlacementColumns {
  source_id: string;
  scope_id: string;
  record_key: string;
  /** Of what runs; null for deployments. */
  body: string | null;
  /** Deployments that are bound alike. */
  count: number | string;
}

const PLACEMENT = [
  'source_id',
  'scope_id',
  'entity_ref',
  'binding_keys',
  'binding_note',
  'environment_facts',
  'environment_id',
];

/**
 * Whose what runs is, and whose deployments are, for the Sources page.
 * Deployments that are bound alike are one line, under the key of the first.
 */
export class DeploymentBindings implements BindingReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listBindings(
    filter: BindingFilter,
    page: { after?: BindingPosition; limit: number },
  ): Promise<StoredBinding[]> {
    const bindings = this.#knex.from<BindingRow>(
      this.#running(filter).unionAll(this.#reports(filter)).as('bindings'),
    );
    const query = pageBindings(
      bindings.select<BindingRow[]>('*'),
      'record_key',
      page,
    );
    return (await query).map(toBinding);
  }

  #running(filter: BindingFilter) {
    return narrowBindings(this.#knex('running_versions'), filter)
      .whereNull('gone_at')
      .select(...PLACEMENT, {
        record_key: 'workload_key',
        body: 'record',
        count: this.#knex.raw('1'),
      });
  }

  #reports(filter: BindingFilter) {
    return narrowBindings(this.#knex('deployment_reports'), filter)
      .groupBy(PLACEMENT)
      .select(...PLACEMENT, {
        record_key: this.#knex.raw('min(report_key)'),
        body: this.#knex.raw('cast(null as text)'),
        count: this.#knex.raw('count(*)'),
      });
  }
}

function toBinding(row: BindingRow): StoredBinding {
  const running: RunningVersion | undefined = row.body
    ? JSON.parse(row.body)
    : undefined;
  // Bound deployments keep less than they were bound by.
  const isKnown = running !== undefined || row.entity_ref === null;
  return {
    sourceId: row.source_id,
    scopeId: row.scope_id,
    key: row.record_key,
    title: running?.title ?? `${row.count} deployments from ${row.scope_id}`,
    entityRef: row.entity_ref,
    note: row.binding_note,
    record: isKnown ? bindableOf(row) : null,
  };
}
