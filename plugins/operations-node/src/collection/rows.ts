import {
  Freshness,
  FailureKind,
  SourceFailure,
  SourceRun,
} from '@opsdeck/backstage-plugin-operations-common';
import { Source, SourceScope } from '../source';

/** A row of `source_scopes`. */
export interface ScopeRow {
  source_id: string;
  scope_id: string;
  title: string;
  attributes: string;
  next_due_at: string;
  lease_number: number;
  lease_expires_at: string | null;
  run_id: string | null;
  cursor: string | null;
  sweep_started_at: string | null;
  last_success_at: string | null;
  last_attempt_at: string | null;
  failure_kind: FailureKind | null;
  failure_message: string | null;
  failure_at: string | null;
  missing_permission: string | null;
  consecutive_failures: number;
  circuit_open_until: string | null;
  bound: number;
  unbound: number;
  removed_at: string | null;
}

/** A row of `source_runs`. */
export interface RunRow {
  id: string;
  source_id: string;
  scope_id: string;
  lease_number: number;
  started_at: string;
  finished_at: string | null;
  outcome: SourceRun['outcome'];
  records: number;
  rejected: number;
  calls: number;
  failure_kind: FailureKind | null;
  failure_message: string | null;
  missing_permission: string | null;
}

export function scopeOf(row: ScopeRow): SourceScope {
  return {
    id: row.scope_id,
    title: row.title,
    attributes: JSON.parse(row.attributes),
  };
}

export function freshnessOf(
  source: Pick<Source<unknown>, 'title' | 'cadence'>,
  row: ScopeRow,
): Freshness {
  return {
    sourceId: row.source_id,
    sourceTitle: source.title,
    scopeId: row.scope_id,
    scopeTitle: row.title,
    cadence: source.cadence,
    lastSuccessAt: row.last_success_at,
    lastAttemptAt: row.last_attempt_at,
    nextRunAt: row.next_due_at,
    failure: failureOf(row, row.failure_at),
  };
}

export function runOf(row: RunRow): SourceRun {
  return {
    id: row.id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    outcome: row.outcome,
    records: row.records,
    rejected: row.rejected,
    calls: row.calls,
    failure: failureOf(row, row.finished_at ?? row.started_at),
  };
}

/** The columns that keep a failure; all null without one. */
export function failureColumns(failure: SourceFailure | undefined) {
  return {
    failure_kind: failure?.kind ?? null,
    failure_message: failure?.message ?? null,
    missing_permission: failure?.missingPermission ?? null,
  };
}

function failureOf(
  row: Pick<
    ScopeRow,
    'failure_kind' | 'failure_message' | 'missing_permission'
  >,
  at: string | null,
): SourceFailure | null {
  const { failure_kind: kind, failure_message: message } = row;
  if (!kind || !message || !at) return null;
  const missing = row.missing_permission;
  return { kind, message, at, ...(missing && { missingPermission: missing }) };
}
