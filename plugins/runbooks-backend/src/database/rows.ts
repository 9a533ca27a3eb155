import {
  RunEvent,
  RunState,
  RunStep,
  RunSummary,
  StepEvidence,
  checkResultSchema,
  runPace,
  stepEvidenceSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';

/** A row of `runbook_documents`. */
export interface DocumentRow {
  entity_ref: string;
  path: string;
  title: string;
  url: string | null;
  fingerprint: string;
  read_at: string | null;
  /** SQLite keeps booleans as numbers. */
  stale: boolean | number;
  problems: string;
  lint: string;
}

/** A row of `checklists`. */
export interface ChecklistRow {
  entity_ref: string;
  checklist_id: string;
  path: string;
  position: number;
  title: string;
  document_title: string;
  definition_hash: string;
  first_seen_at: string;
  opened_until: string | null;
  next_open_at: string | null;
  gone_at: string | null;
  /** Calendar that its cadence heeds. */
  calendar: string | null;
  plan_version: number;
  /** Whom the document names as owner, as an entity ref. */
  owner_ref: string | null;
}

/** A row of `occurrences`. */
export interface OccurrenceRow {
  entity_ref: string;
  checklist_id: string;
  scheduled_at: string;
  opens_at: string;
  due_at: string;
  missed_at: string;
  run_id: string | null;
  done_at: string | null;
  moved_from: string | null;
  withdrawn_at: string | null;
}

/** A row of `runs`. */
export interface RunRow {
  id: string;
  entity_ref: string;
  checklist_id: string;
  title: string;
  path: string;
  line: number;
  url: string | null;
  definition_hash: string;
  scheduled_at: string | null;
  due_at: string | null;
  state: RunState;
  has_checks: boolean | number;
  started_at: string;
  started_by: string;
  ended_at: string | null;
  ended_by: string | null;
  reason: string | null;
  closed: number;
  total: number;
  failed: number;
  last_text: string | null;
  last_actor: string | null;
  last_at: string | null;
  event_count: number;
  assignee: string | null;
  target: string | null;
  awaiting: number;
  ticked: number | null;
  hurried: number | null;
  corrects: string | null;
}

/** A row of `run_steps`. */
export interface StepRow {
  run_id: string;
  step_id: string;
  position: number;
  state: RunStep['state'];
  reason: string | null;
  note: string | null;
  actor: string | null;
  at: string | null;
  method: RunStep['method'];
  check_result: string | null;
  version: number;
  confirmed_by: string | null;
  confirmed_at: string | null;
}

/** A row of `run_events`. */
export interface EventRow {
  run_id: string;
  seq: number;
  at: string;
  kind: RunEvent['kind'];
  actor: string | null;
  step_id: string | null;
  state: RunEvent['state'];
  reason: string | null;
  note: string | null;
  evidence: string | null;
  attachment: string | null;
  handed_to: string | null;
}

export function toSummary(row: RunRow): RunSummary {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    checklistId: row.checklist_id,
    title: row.title,
    state: row.state,
    scheduledAt: row.scheduled_at,
    dueAt: row.due_at,
    startedAt: row.started_at,
    startedBy: row.started_by,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    reason: row.reason,
    closed: row.closed,
    total: row.total,
    failed: row.failed,
    awaiting: row.awaiting,
    assignee: row.assignee,
    target: row.target,
    pace:
      row.ticked === null || row.hurried === null
        ? null
        : runPace(row.ticked, row.hurried),
    corrects: row.corrects,
    last:
      row.last_at === null
        ? null
        : {
            text: row.last_text ?? '',
            actor: row.last_actor,
            at: row.last_at,
          },
  };
}

/** @param attached - what was attached in the run, to whichever step */
export function toStep(
  row: StepRow,
  attached: readonly StepEvidence[],
): RunStep {
  return {
    stepId: row.step_id,
    state: row.state,
    reason: row.reason,
    note: row.note,
    actor: row.actor,
    at: row.at,
    method: row.method,
    check: toResult(row.check_result),
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    evidence: attached.filter(({ stepId }) => stepId === row.step_id),
    version: row.version,
  };
}

export function toEvent(row: EventRow): RunEvent {
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor: row.actor,
    stepId: row.step_id,
    state: row.state,
    reason: row.reason,
    note: row.note,
    evidence: toResult(row.evidence),
    attachment:
      row.attachment === null
        ? null
        : stepEvidenceSchema.parse(JSON.parse(row.attachment)),
    to: row.handed_to,
  };
}

function toResult(text: string | null) {
  return text === null ? null : checkResultSchema.parse(JSON.parse(text));
}
