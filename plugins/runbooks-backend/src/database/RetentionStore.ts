import { Knex } from 'knex';
import { deleteRuns } from './deleteRuns';
import { ChecklistRow, OccurrenceRow, RunRow } from './rows';

/** Deletes what is older than its retention, in chunks; each answers how many it deleted. */
export class RetentionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Whole runs with their steps and events: a record is kept in full or not at all. */
  async pruneRuns(before: Date, limit: number): Promise<number> {
    const ids = await this.#knex<RunRow>('runs')
      .whereIn('state', ['finished', 'abandoned'])
      .where('ended_at', '<', before.toISOString())
      .limit(limit)
      .pluck('id');
    if (ids.length === 0) return 0;
    await this.#knex.transaction(async trx => {
      await deleteRuns(trx, ids);
    });
    return ids.length;
  }

  async pruneOccurrences(before: Date, limit: number): Promise<number> {
    const rows = await this.#knex<OccurrenceRow>('occurrences')
      .where('scheduled_at', '<', before.toISOString())
      .limit(limit)
      .select('entity_ref', 'checklist_id', 'scheduled_at');
    if (rows.length === 0) return 0;
    return this.#knex('occurrences')
      .whereIn(
        ['entity_ref', 'checklist_id', 'scheduled_at'],
        rows.map(row => [row.entity_ref, row.checklist_id, row.scheduled_at]),
      )
      .delete();
  }

  async pruneChecklists(before: Date, limit: number): Promise<number> {
    const rows = await this.#knex<ChecklistRow>('checklists')
      .where('gone_at', '<', before.toISOString())
      .limit(limit)
      .select('entity_ref', 'checklist_id');
    if (rows.length === 0) return 0;
    return this.#knex('checklists')
      .whereIn(
        ['entity_ref', 'checklist_id'],
        rows.map(row => [row.entity_ref, row.checklist_id]),
      )
      .delete();
  }

  /** Versions that no checklist and no run has any more. */
  async pruneDefinitions(before: Date, limit: number): Promise<number> {
    const hashes = await this.#knex('checklist_definitions')
      .where('created_at', '<', before.toISOString())
      .whereNotExists(query =>
        query
          .from('checklists')
          .whereRaw('checklists.definition_hash = checklist_definitions.hash')
          .select('definition_hash'),
      )
      .whereNotExists(query =>
        query
          .from('runs')
          .whereRaw('runs.definition_hash = checklist_definitions.hash')
          .select('definition_hash'),
      )
      .limit(limit)
      .pluck('hash');
    return this.#knex('checklist_definitions').whereIn('hash', hashes).delete();
  }
}
