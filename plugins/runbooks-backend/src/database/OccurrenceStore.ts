import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Occurrence,
  PendingOccurrence,
  TrackedOccurrence,
  canStart,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { ChecklistKey } from './DocumentStore';
import { OccurrenceRow } from './rows';

/** An occurrence that has opened, with the run that takes care of it. */
export interface StoredOccurrence extends TrackedOccurrence {
  checklistId: string;
  runId: string | null;
  /** Since when the cadence or the calendar no longer has it (UTC). */
  withdrawnAt: string | null;
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

  /**
   * Adds occurrences; those that are there already, by another replica too, stay as
   * they are, unless they were withdrawn.
   */
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
        moved_from: occurrence.movedFrom ?? null,
        withdrawn_at: null,
      }),
    );
    for (let i = 0; i < rows.length; i += CHUNK) {
      await connection<OccurrenceRow>('occurrences')
        .insert(rows.slice(i, i + CHUNK))
        .onConflict(['entity_ref', 'checklist_id', 'scheduled_at'])
        .ignore();
    }
    if (rows.length === 0) return;
    const withdrawn = await connection<OccurrenceRow>('occurrences')
      .where({ entity_ref: entityRef, checklist_id: id })
      .whereNotNull('withdrawn_at')
      .whereBetween('scheduled_at', [
        rows[0].scheduled_at,
        rows[rows.length - 1].scheduled_at,
      ])
      .pluck('scheduled_at');
    await this.change(
      connection,
      { entityRef, id },
      occurrences.filter(each => withdrawn.includes(each.scheduledAt)),
    );
  }

  /** Those that are written down, not due yet, and that no run has. */
  async pending(
    connection: Knex,
    { entityRef, id }: ChecklistKey,
    now: Date,
  ): Promise<PendingOccurrence[]> {
    const rows = await connection<OccurrenceRow>('occurrences')
      .where({ entity_ref: entityRef, checklist_id: id })
      .where('due_at', '>', now.toISOString())
      .whereNull('run_id')
      .orderBy('scheduled_at');
    return rows.map(toStored);
  }

  /** Gives occurrences that no run has the times of a new plan. */
  async change(
    connection: Knex,
    { entityRef, id }: ChecklistKey,
    occurrences: readonly Occurrence[],
  ): Promise<void> {
    for (const occurrence of occurrences) {
      await connection<OccurrenceRow>('occurrences')
        .where({
          entity_ref: entityRef,
          checklist_id: id,
          scheduled_at: occurrence.scheduledAt,
        })
        .whereNull('run_id')
        .update({
          opens_at: occurrence.opensAt,
          due_at: occurrence.dueAt,
          missed_at: occurrence.missedAt,
          moved_from: occurrence.movedFrom ?? null,
          withdrawn_at: null,
        });
    }
  }

  /** Takes back occurrences that no run has; they stay on record. */
  async withdraw(
    connection: Knex,
    { entityRef, id }: ChecklistKey,
    scheduledAt: readonly string[],
    now: Date,
  ): Promise<void> {
    for (let i = 0; i < scheduledAt.length; i += CHUNK) {
      await connection<OccurrenceRow>('occurrences')
        .where({ entity_ref: entityRef, checklist_id: id })
        .whereIn('scheduled_at', scheduledAt.slice(i, i + CHUNK))
        .whereNull('run_id')
        .update({ withdrawn_at: now.toISOString() });
    }
  }

  /**
   * Occurrences of entities that are due in a time, withdrawn ones among them, in the
   * order in which they are due.
   */
  async list(
    entityRefs: readonly string[],
    options: { from: string; to: string; checklistId?: string; limit: number },
  ): Promise<(StoredOccurrence & { entityRef: string })[]> {
    const { from, to, checklistId, limit } = options;
    const query = this.#knex<OccurrenceRow>('occurrences')
      .whereIn('entity_ref', [...entityRefs])
      .where('due_at', '>=', from)
      .where('due_at', '<', to)
      .orderBy(['due_at', 'entity_ref', 'checklist_id', 'scheduled_at'])
      .limit(limit);
    if (checklistId) query.where({ checklist_id: checklistId });
    const rows = await query;
    return rows.map(row => ({ ...toStored(row), entityRef: row.entity_ref }));
  }

  /** The newest occurrences of each checklist of an entity, newest first. */
  async newest(entityRef: string): Promise<Map<string, StoredOccurrence[]>> {
    // By two looks into the primary key for each checklist, however long its past is.
    const secondNewest = this.#knex('occurrences as older')
      .where('older.entity_ref', this.#knex.ref('checklists.entity_ref'))
      .where('older.checklist_id', this.#knex.ref('checklists.checklist_id'))
      .whereNull('older.withdrawn_at')
      .orderBy('older.scheduled_at', 'desc')
      .offset(NEWEST - 1)
      .limit(1)
      .select('older.scheduled_at');
    const rows = await this.#knex('checklists')
      .join('occurrences', join =>
        join
          .on('occurrences.entity_ref', 'checklists.entity_ref')
          .andOn('occurrences.checklist_id', 'checklists.checklist_id'),
      )
      .where('checklists.entity_ref', entityRef)
      .whereNull('occurrences.withdrawn_at')
      .where(
        'occurrences.scheduled_at',
        '>=',
        this.#knex.raw('coalesce(?, ?)', [secondNewest, '']),
      )
      .select<OccurrenceRow[]>('occurrences.*')
      .orderBy('occurrences.scheduled_at', 'desc');
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
   * @throws ConflictError when a run has it already, or it is on record as missed.
   */
  async claim(
    trx: Knex.Transaction,
    { entityRef, id }: ChecklistKey,
    scheduledAt: string,
    { runId, now }: { runId: string; now: Date },
  ): Promise<StoredOccurrence> {
    const key = {
      entity_ref: entityRef,
      checklist_id: id,
      scheduled_at: scheduledAt,
    };
    const claimed = await trx<OccurrenceRow>('occurrences')
      .where(key)
      .whereNull('run_id')
      .whereNull('withdrawn_at')
      .update({ run_id: runId });
    const row = await trx<OccurrenceRow>('occurrences').where(key).first();
    if (!row || row.withdrawn_at !== null) {
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
    const latest = await trx<OccurrenceRow>('occurrences')
      .where({ entity_ref: entityRef, checklist_id: id })
      .whereNull('withdrawn_at')
      .orderBy('scheduled_at', 'desc')
      .first('scheduled_at');
    const occurrence = toStored(row);
    if (!canStart(occurrence, latest?.scheduled_at ?? scheduledAt, now)) {
      // The transaction takes the claim back.
      throw new ConflictError(
        `This occurrence was missed at ${row.missed_at} and stays on record so; a later one has opened, start that`,
      );
    }
    return occurrence;
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
    ...(row.moved_from === null ? {} : { movedFrom: row.moved_from }),
    withdrawnAt: row.withdrawn_at,
  };
}
