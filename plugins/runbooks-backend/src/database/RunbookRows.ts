import {
  EntityRows,
  REMOVE_CHUNK,
  distinctRefs,
  removeRows,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { deleteRuns } from './deleteRuns';
import { OccurrenceRow, RunRow } from './rows';

/** Tables of which both refs may have a row of the same key, with the rest of that key. */
const KEYED = {
  runbook_documents: ['path'],
  checklists: ['checklist_id'],
  occurrences: ['checklist_id', 'scheduled_at'],
};

/** Checklists and the record of working through them, for entities that are renamed or leave the catalog. */
export class RunbookRows implements EntityRows {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async refs(): Promise<string[]> {
    const refs = await Promise.all(
      ['runs', ...Object.keys(KEYED)].map(table =>
        distinctRefs(this.#knex, table),
      ),
    );
    return refs.flat();
  }

  /**
   * Every run goes to the new ref. Of a document or a checklist that both have,
   * the new ref's says how it stands now; an occurrence that was worked through
   * under either stays so.
   */
  async rename(trx: Knex.Transaction, from: string, to: string): Promise<void> {
    await trx<RunRow>('runs')
      .where({ entity_ref: from })
      .update({ entity_ref: to });
    const worked = await trx<OccurrenceRow>('occurrences')
      .where({ entity_ref: from })
      .whereNotNull('run_id');
    for (const { checklist_id, scheduled_at, run_id, done_at } of worked) {
      await trx<OccurrenceRow>('occurrences')
        .where({ entity_ref: to, checklist_id, scheduled_at })
        .where(open => open.whereNull('run_id').orWhereNull('done_at'))
        .update({ run_id, done_at });
    }
    for (const [table, key] of Object.entries(KEYED)) {
      await trx(table)
        .where({ entity_ref: from })
        .whereIn(key, trx(table).where({ entity_ref: to }).select(key))
        .delete();
      await trx(table).where({ entity_ref: from }).update({ entity_ref: to });
    }
  }

  /** Whole runs with their steps and events: a record is kept in full or not at all. */
  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    const ids = await trx<RunRow>('runs')
      .where({ entity_ref: entityRef })
      .limit(REMOVE_CHUNK)
      .pluck('id');
    await deleteRuns(trx, ids);
    let removed = ids.length;
    for (const [table, key] of Object.entries(KEYED)) {
      removed += await removeRows(
        trx,
        table,
        ['entity_ref', ...key],
        entityRef,
      );
    }
    return removed;
  }
}
