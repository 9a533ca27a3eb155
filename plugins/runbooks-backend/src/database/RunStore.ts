import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  Run,
  RunStep,
  RunSummary,
  RunbookChecklist,
  paceOf,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { readDefinitions } from './definitions';
import { StoredChecklist } from './DocumentStore';
import { OccurrenceStore } from './OccurrenceStore';
import { AttachedFile, readAttachments, readFile } from './attachments';
import { copySteps, correctionRow, insertSteps, newRunRow } from './newRun';
import { RunWriter } from './RunWriter';
import { EventRow, RunRow, StepRow, toEvent, toStep, toSummary } from './rows';
import { addEvent } from './runEvents';
import { RunActor, runStream } from './runEvidence';

/** A position in the history of an entity. */
export interface RunCursor {
  endedAt: string;
  id: string;
}

/** A run under way that has live checks to look at. */
export interface RunToCheck {
  id: string;
  entityRef: string;
  startedAt: string;
  /** When its occurrence opened (UTC); null when it was started out of turn. */
  opensAt: string | null;
  definition: RunbookChecklist;
  steps: RunStep[];
}

/** Runs with their steps and events. */
export class RunStore {
  readonly #knex: Knex;
  readonly #occurrences: OccurrenceStore;
  readonly #evidence: EvidenceStore;
  #tell: (runId: string) => Promise<void> = async () => {};

  constructor(
    knex: Knex,
    stores: { occurrences: OccurrenceStore; evidence: EvidenceStore },
  ) {
    this.#knex = knex;
    this.#occurrences = stores.occurrences;
    this.#evidence = stores.evidence;
  }

  /** @param tell - told after each change that left an event; must not fail */
  onChange(tell: (runId: string) => Promise<void>): void {
    this.#tell = tell;
  }

  /**
   * Starts a run of the version of the checklist that is in use. Answers its id.
   *
   * @throws NotFoundError when there is no such occurrence.
   * @throws ConflictError when another run has it.
   */
  async start(
    checklist: StoredChecklist,
    options: { scheduledAt: string | undefined; actor: RunActor; now: Date },
  ): Promise<string> {
    const { actor, scheduledAt } = options;
    const id = randomUUID();
    const at = options.now.toISOString();
    await this.#knex.transaction(async trx => {
      const occurrence =
        scheduledAt === undefined
          ? undefined
          : await this.#occurrences.claim(trx, checklist, scheduledAt, {
              runId: id,
              now: options.now,
            });
      const run = newRunRow(id, checklist, {
        occurrence,
        startedBy: actor.ref,
        at,
      });
      await trx<RunRow>('runs').insert(run);
      await insertSteps(trx, id, checklist.definition);
      await addEvent(trx, this.#evidence, run, { kind: 'started', at, actor });
    });
    return id;
  }

  /**
   * Begins a run that corrects one that has ended: the ended one stays as it is. The
   * occurrence stays with it too. Answers the id of the new one.
   *
   * @throws NotFoundError when there is no such run.
   * @throws ConflictError when it has not ended, or is corrected already.
   */
  async correct(
    runId: string,
    options: { reason: string; actor: RunActor; now: Date },
  ): Promise<string> {
    const { actor, reason } = options;
    const id = randomUUID();
    const at = options.now.toISOString();
    await this.#knex.transaction(async trx => {
      // Also locks the row on PostgreSQL until the transaction ends.
      await trx<RunRow>('runs')
        .where({ id: runId })
        .increment('event_count', 0);
      const row = await trx<RunRow>('runs').where({ id: runId }).first();
      if (!row) throw noRun(runId);
      await assertCorrectable(trx, row);
      const stream = runStream(runId);
      const head = await this.#evidence.head(stream, trx);
      if (!head) throw new Error(`There is no evidence of ${stream}`);
      const run = correctionRow(id, row, { startedBy: actor.ref, at });
      await trx<RunRow>('runs').insert(run);
      await copySteps(trx, runId, id);
      await addEvent(trx, this.#evidence, run, {
        kind: 'started',
        at,
        actor,
        reason,
        corrects: { stream, records: head.records, head: head.head },
      });
    });
    return id;
  }

  /** @throws NotFoundError when there is no such run. */
  async entityOf(runId: string): Promise<string> {
    return (await this.#row(runId)).entity_ref;
  }

  /** @throws NotFoundError when there is no such run. */
  async get(runId: string): Promise<Run> {
    const row = await this.#row(runId);
    const [definitions, steps, events, attached, correction] =
      await Promise.all([
        readDefinitions(this.#knex, [row.definition_hash]),
        this.#knex<StepRow>('run_steps')
          .where({ run_id: runId })
          .orderBy('position'),
        this.#knex<EventRow>('run_events')
          .where({ run_id: runId })
          .orderBy('seq'),
        readAttachments(this.#knex, [runId]),
        this.#knex<RunRow>('runs').where({ corrects: runId }).first('id'),
      ]);
    const definition = definitions.get(row.definition_hash);
    if (!definition) {
      throw new Error(`The definition of run ${runId} is missing`);
    }
    const happened = events.map(toEvent);
    return {
      ...toSummary(row),
      pace: paceOf(definition.steps, happened),
      place: { path: row.path, line: row.line, url: row.url },
      definition,
      definitionHash: row.definition_hash,
      correctedBy: correction?.id ?? null,
      steps: steps.map(step => toStep(step, attached)),
      events: happened,
    };
  }

  /** Runs of an entity that are under way, newest first. */
  async listRunning(entityRef: string): Promise<RunSummary[]> {
    const rows = await this.#knex<RunRow>('runs')
      .where({ entity_ref: entityRef, state: 'running' })
      .orderBy('started_at', 'desc');
    return rows.map(toSummary);
  }

  /** The last run of each checklist of an entity that was finished. */
  async lastFinished(entityRef: string): Promise<Map<string, RunSummary>> {
    // By one look into the index for each checklist, however many runs it had.
    const last = this.#knex('runs as ended')
      .where('ended.entity_ref', this.#knex.ref('checklists.entity_ref'))
      .where('ended.checklist_id', this.#knex.ref('checklists.checklist_id'))
      .where('ended.state', 'finished')
      .orderBy('ended.ended_at', 'desc')
      .limit(1)
      .select('ended.id');
    const rows = await this.#knex('checklists')
      .join('runs', join =>
        join.on('runs.id', '=', this.#knex.raw('(?)', [last])),
      )
      .where('checklists.entity_ref', entityRef)
      .select<RunRow[]>('runs.*');
    return new Map(rows.map(row => [row.checklist_id, toSummary(row)]));
  }

  /** Runs of an entity that have ended, newest first. */
  async page(
    entityRef: string,
    options: { checklistId?: string; after?: RunCursor; limit: number },
  ): Promise<RunSummary[]> {
    const { after, checklistId } = options;
    const query = this.#knex<RunRow>('runs')
      .where({ entity_ref: entityRef })
      .whereIn('state', ['finished', 'abandoned'])
      .orderBy([
        { column: 'ended_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(options.limit);
    if (checklistId) query.where({ checklist_id: checklistId });
    if (after) {
      query.where(where =>
        where
          .where('ended_at', '<', after.endedAt)
          .orWhere(same =>
            same.where('ended_at', after.endedAt).where('id', '<', after.id),
          ),
      );
    }
    return (await query).map(toSummary);
  }

  /** Runs under way that have live checks, by id. */
  async listToCheck(limit: number, afterId?: string): Promise<RunToCheck[]> {
    const query = this.#knex<RunRow>('runs')
      .where({ state: 'running', has_checks: true })
      .orderBy('id')
      .limit(limit);
    if (afterId) query.where('id', '>', afterId);
    return this.#toCheck(await query);
  }

  /** A run under way with its steps; undefined once it has ended. */
  async getToCheck(runId: string): Promise<RunToCheck | undefined> {
    const rows = await this.#knex<RunRow>('runs').where({
      id: runId,
      state: 'running',
      has_checks: true,
    });
    return (await this.#toCheck(rows))[0];
  }

  /**
   * Changes a run that is under way, in one transaction that no other change of the
   * same run runs beside.
   *
   * @throws NotFoundError when there is no such run.
   * @throws ConflictError when it has ended.
   */
  async change<T>(
    runId: string,
    change: (writer: RunWriter) => Promise<T>,
  ): Promise<T> {
    const { result, happened } = await this.#knex.transaction(async trx => {
      // Also locks the row on PostgreSQL until the transaction ends.
      const locked = await trx<RunRow>('runs')
        .where({ id: runId, state: 'running' })
        .increment('event_count', 0);
      const row = await trx<RunRow>('runs').where({ id: runId }).first();
      if (!row) throw noRun(runId);
      if (locked === 0) {
        throw new ConflictError(
          `The run was ${row.state} by ${row.ended_by} at ${row.ended_at}; it cannot be changed any more`,
        );
      }
      const changed = await change(
        new RunWriter(trx, row, {
          occurrences: this.#occurrences,
          evidence: this.#evidence,
        }),
      );
      const after = await trx<RunRow>('runs')
        .where({ id: runId })
        .first('event_count');
      return {
        result: changed,
        happened: after?.event_count !== row.event_count,
      };
    });
    if (happened) await this.#tell(runId);
    return result;
  }

  async #toCheck(rows: readonly RunRow[]): Promise<RunToCheck[]> {
    if (rows.length === 0) return [];
    const definitions = await readDefinitions(
      this.#knex,
      rows.map(row => row.definition_hash),
    );
    const ids = rows.map(row => row.id);
    const [steps, opensAt] = await Promise.all([
      this.#knex<StepRow>('run_steps')
        .whereIn('run_id', ids)
        .orderBy(['run_id', 'position']),
      this.#opensAt(ids),
    ]);
    return rows.flatMap(row => {
      const definition = definitions.get(row.definition_hash);
      return definition
        ? {
            id: row.id,
            entityRef: row.entity_ref,
            startedAt: row.started_at,
            opensAt: opensAt.get(row.id) ?? null,
            definition,
            steps: steps
              .filter(step => step.run_id === row.id)
              // What people attached does not matter to a live check.
              .map(step => toStep(step, [])),
          }
        : [];
    });
  }

  /** When the occurrences of runs opened, by run. */
  async #opensAt(runIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#knex('runs')
      .join('occurrences', join =>
        join
          .on('occurrences.entity_ref', 'runs.entity_ref')
          .on('occurrences.checklist_id', 'runs.checklist_id')
          .on('occurrences.scheduled_at', 'runs.scheduled_at'),
      )
      .whereIn('runs.id', [...runIds])
      .select<{ id: string; opens_at: string }[]>(
        'runs.id',
        'occurrences.opens_at',
      );
    return new Map(rows.map(row => [row.id, row.opens_at]));
  }

  /**
   * A file that was attached in a run.
   *
   * @throws NotFoundError when the run has no such file.
   */
  async file(runId: string, evidenceId: string): Promise<AttachedFile> {
    return readFile(this.#knex, runId, evidenceId);
  }

  async #row(runId: string): Promise<RunRow> {
    const row = await this.#knex<RunRow>('runs').where({ id: runId }).first();
    if (!row) throw noRun(runId);
    return row;
  }
}

async function assertCorrectable(
  trx: Knex.Transaction,
  row: RunRow,
): Promise<void> {
  if (row.state === 'running') {
    throw new ConflictError(
      'The run is still under way; change it instead of correcting it',
    );
  }
  const corrections = await trx<RunRow>('runs').where({ corrects: row.id });
  if (corrections.length > 0) {
    throw new ConflictError(
      `The run is corrected already, by run ${corrections[0].id}; correct that one`,
    );
  }
}

/** That a run does not exist, or not for the caller. */
export function noRun(runId: string): NotFoundError {
  return new NotFoundError(`There is no run ${runId}`);
}
