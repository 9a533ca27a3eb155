import { Alert, AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';

/** A row of `alerts`. */
export interface AlertRow {
  id: string;
  source_id: string;
  scope_id: string;
  fingerprint: string;
  starts_at: string;
  ends_at: string | null;
  state: AlertRecord['state'];
  class: AlertRecord['class'];
  name: string;
  entity_ref: string | null;
  incident_id: string | null;
  record: string;
  first_seen_at: string;
  last_seen_at: string;
  ended_seen_at: string | null;
}

/** With the number of the incident that it belongs to. */
export type JoinedAlertRow = AlertRow & { incident_number: string | null };

/** What became of an alert by a write. */
export interface AlertChange {
  id: string;
  entityRef: string | null;
  incidentId: string | null;
  record: AlertRecord;
  /**
   * `fired`: it is active and was not before. `resolved`: it ended.
   * `unchanged`: the write said nothing new.
   */
  change: 'fired' | 'resolved' | 'updated' | 'unchanged';
}

export function changeOf(
  row: AlertRow,
  change: AlertChange['change'],
): AlertChange {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    incidentId: row.incident_id,
    record: recordOf(row),
    change,
  };
}

export function recordOf(row: AlertRow): AlertRecord {
  return JSON.parse(row.record);
}

export function toAlert(row: JoinedAlertRow): Alert {
  const {
    bindings: _bindings,
    environmentFacts: _facts,
    ...record
  } = recordOf(row);
  return {
    ...record,
    id: row.id,
    sourceId: row.source_id,
    scopeId: row.scope_id,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    incident: row.incident_number,
  };
}
