import {
  EntityRows,
  REMOVE_CHUNK,
  distinctRefs,
  removeRows,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { IncidentRow } from './incidentRows';

/** Incidents and alerts, for entities that are renamed or leave the catalog. */
export class EntityIncidents implements EntityRows {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async refs(): Promise<string[]> {
    const refs = await Promise.all(
      ['incidents', 'alerts'].map(table => distinctRefs(this.#knex, table)),
    );
    return refs.flat();
  }

  /**
   * Incidents keep their numbers. Where both refs have an open incident that
   * gathers alerts, that of the new ref goes on gathering; the other stays open.
   */
  async rename(trx: Knex.Transaction, from: string, to: string): Promise<void> {
    await trx('alerts').where({ entity_ref: from }).update({ entity_ref: to });
    const gathering = await trx<IncidentRow>('incidents')
      .where({ rule_key: to })
      .first('id');
    await trx<IncidentRow>('incidents')
      .where({ rule_key: from })
      .update({ rule_key: gathering ? null : to });
    await trx<IncidentRow>('incidents')
      .where({ entity_ref: from })
      .update({ entity_ref: to, version: trx.raw('version + 1') });
  }

  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    const ids = await trx<IncidentRow>('incidents')
      .where({ entity_ref: entityRef })
      .limit(REMOVE_CHUNK)
      .pluck('id');
    await trx('incident_events').whereIn('incident_id', ids).delete();
    await trx('alerts').whereIn('incident_id', ids).delete();
    await trx('incidents').whereIn('id', ids).delete();
    return ids.length + (await removeRows(trx, 'alerts', ['id'], entityRef));
  }
}
