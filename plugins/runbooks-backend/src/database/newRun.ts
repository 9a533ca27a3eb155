import {
  RunbookChecklist,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { StoredChecklist } from './DocumentStore';
import { StoredOccurrence } from './OccurrenceStore';
import { RunRow, StepRow } from './rows';

const CHUNK = 50;

/** The row of a run that begins with a checklist as it stands. */
export function newRunRow(
  id: string,
  checklist: StoredChecklist,
  options: {
    occurrence: StoredOccurrence | undefined;
    startedBy: string;
    at: string;
  },
): RunRow {
  const { definition } = checklist;
  const { occurrence } = options;
  return {
    id,
    entity_ref: checklist.entityRef,
    checklist_id: checklist.id,
    title: checklist.title,
    path: checklist.path,
    line: definition.line,
    url: checklist.url,
    definition_hash: checklist.definitionHash,
    scheduled_at: occurrence?.scheduledAt ?? null,
    due_at: occurrence?.dueAt ?? null,
    state: 'running',
    has_checks: flattenSteps(definition.steps).some(
      ({ step }) => step.check !== null,
    ),
    ...begun(options.startedBy, options.at),
    closed: 0,
    total: flattenSteps(definition.steps).length,
    failed: 0,
    awaiting: 0,
    last_text: null,
    last_actor: null,
    last_at: null,
    target: definition.duration,
    corrects: null,
  };
}

/**
 * The row of a run that corrects another: same checklist, same version of it, same
 * occurrence, and its steps as the other left them.
 */
export function correctionRow(
  id: string,
  corrected: RunRow,
  options: { startedBy: string; at: string },
): RunRow {
  return {
    ...corrected,
    id,
    state: 'running',
    ...begun(options.startedBy, options.at),
    corrects: corrected.id,
    // What live checks say now is not what they said then.
    has_checks: false,
  };
}

function begun(startedBy: string, at: string) {
  return {
    started_at: at,
    started_by: startedBy,
    ended_at: null,
    ended_by: null,
    reason: null,
    event_count: 0,
    assignee: null,
    ticked: null,
    hurried: null,
  };
}

/** Adds every step of a definition, open. */
export async function insertSteps(
  trx: Knex.Transaction,
  runId: string,
  definition: RunbookChecklist,
): Promise<void> {
  const rows = flattenSteps(definition.steps).map(
    ({ step }, position): StepRow => ({
      run_id: runId,
      step_id: step.id,
      position,
      state: 'open',
      reason: null,
      note: null,
      actor: null,
      at: null,
      method: 'manual',
      check_result: null,
      version: 0,
      confirmed_by: null,
      confirmed_at: null,
    }),
  );
  await trx.batchInsert('run_steps', rows, CHUNK);
}

/** Copies the steps of a run as they stand. */
export async function copySteps(
  trx: Knex.Transaction,
  fromRunId: string,
  toRunId: string,
): Promise<void> {
  const rows = await trx<StepRow>('run_steps').where({ run_id: fromRunId });
  await trx.batchInsert(
    'run_steps',
    rows.map(row => ({ ...row, run_id: toRunId, version: 0 })),
    CHUNK,
  );
}
