import { Knex } from 'knex';

/** Tables whose rows belong to a run. */
const PARTS = [
  'run_watchers',
  'run_files',
  'run_evidence',
  'run_events',
  'run_steps',
];

/** Deletes runs with everything of them: a record is kept in full or not at all. */
export async function deleteRuns(
  trx: Knex.Transaction,
  ids: readonly string[],
): Promise<void> {
  // SQLite cascades only where foreign keys are switched on.
  for (const table of PARTS) {
    await trx(table)
      .whereIn('run_id', [...ids])
      .delete();
  }
  await trx('runs')
    .whereIn('id', [...ids])
    .delete();
}
