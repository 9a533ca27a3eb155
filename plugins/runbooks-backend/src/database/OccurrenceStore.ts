import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Occurrence,
  TrackedOccurrence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { ChecklistKey } from './DocumentStore';
import { OccurrenceRow } from './rows';

/** An occurrence that has opened, with the run that takes care of it. */
export interface StoredOccurrence extends TrackedOccurrence {
  checklistId: string;
  runId: string | null;
}

/** As many as a checklist's standing is judged by. */
const NEWEST = 2;

const CHUNK = 200;

/** The times that checklists came round. */
export class OccurrenceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Adds occurrences; those that are there already, by another replica too, stay as they are. */
  async open(
    connection: Knex,
    { entityRef, id }: ChecklistKey,
    occurrences: readonly Occurrence[],
  ): Promise<void> {
    const rows = occurrences.map(
      (occurrence): OccurrenceRow => ({
        entity_ref: entityRef,
        checklist_id: id,
        scheduled_at: occurrence.scheduledAt,
        opens_at: occurrence.opensAt,
        due_at: occurrence.dueAt,
        missed_at: occurrence.missedAt,
        run_id: null,
        done_at: null,
      }),
    );
    for (let i = 0; i < rows.length; i += CHUNK) {
      await connection<OccurrenceRow>('occurrences')
        .insert(rows.slice(i, i + CHUNK))
        .onConflict(['entity_ref', 'checklist_id', 'scheduled_at'])
        .ignore();
    }
  }

  /** The newest occurrences of each checklist of an entity, newest first. */
  async newest(entityRef: string): Promise<Map<string, StoredOccurrence[]>> {
    const rows = await this.#knex
      .with('ranked', query =>
        query
          .from('occurrences')
          .where({ entity_ref: entityRef })
          .select('*')
          .rowNumber('place', window =>
            window.partitionBy('checklist_id').orderBy('scheduled_at', 'desc'),
          ),
      )
      .select<OccurrenceRow[]>('*')
      .from('ranked')
      .where('place', '<=', NEWEST)
      .orderBy('scheduled_at', 'desc');
    const byChecklist = new Map<string, StoredOccurrence[]>();
    for (const row of rows) {
      const list = byChecklist.get(row.checklist_id) ?? [];
      byChecklist.set(row.checklist_id, [...list, toStored(row)]);
    }
    return byChecklist;
  }

  /**
   * Hands an occurrence to a run.
   *
   * @throws NotFoundError when there is no such occurrence.
   * @throws ConflictError when a run has it already.
   */
  async claim(
    trx: Knex.Transaction,
    { entityRef, id }: ChecklistKey,
    scheduledAt: string,
    runId: string,
  ): Promise<StoredOccurrence> {
    const key = {
      entity_ref: entityRef,
      checklist_id: id,
      scheduled_at: scheduledAt,
    };
    const claimed = await trx<OccurrenceRow>('occurrences')
      .where(key)
      .whereNull('run_id')
      .update({ run_id: runId });
    const row = await trx<OccurrenceRow>('occurrences').where(key).first();
    if (!row) {
      throw new NotFoundError(
        `The checklist does not come round at ${scheduledAt}`,
      );
    }
    if (claimed === 0) {
      throw new ConflictError(
        row.done_at
          ? 'This occurrence is done already'
          : 'Somebody has started this occurrence already; go on with that run',
      );
    }
    return toStored(row);
  }

  /** Sets what became of the occurrence that a run has: done, or free again for another run. */
  async settle(
    trx: Knex.Transaction,
    runId: string,
    doneAt: string | null,
  ): Promise<void> {
    await trx<OccurrenceRow>('occurrences')
      .where({ run_id: runId })
      .update(doneAt ? { done_at: doneAt } : { run_id: null });
  }
}

function toStored(row: OccurrenceRow): StoredOccurrence {
  return {
    checklistId: row.checklist_id,
    scheduledAt: row.scheduled_at,
    opensAt: row.opens_at,
    dueAt: row.due_at,
    missedAt: row.missed_at,
    runId: row.run_id,
    doneAt: row.done_at,
  };
}
