import {
  Incident,
  IncidentEvent,
  IncidentState,
  Severity,
} from '@opsdeck/backstage-plugin-incidents-common';

/** A row of `incidents`. */
export interface IncidentRow {
  id: string;
  number: string;
  entity_ref: string;
  title: string;
  severity: Severity;
  state: IncidentState;
  open: boolean | number;
  version: number;
  opened_at: string;
  opened_by: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  mitigated_at: string | null;
  resolved_at: string | null;
  commander: string | null;
  rule_key: string | null;
  announced_at: string | null;
}

/** A row of `incident_events`. */
export interface EventRow {
  id: string;
  incident_id: string;
  seq: number;
  at: string;
  type: IncidentEvent['type'];
  actor: string;
  text: string;
}

/** An incident without what is computed for an instant. */
export type StoredIncident = Omit<
  Incident,
  'clocks' | 'verdict' | 'alertsEndedAt'
>;

export function toIncident(row: IncidentRow): StoredIncident {
  return {
    id: row.id,
    number: row.number,
    entityRef: row.entity_ref,
    title: row.title,
    severity: row.severity,
    state: row.state,
    version: row.version,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    mitigatedAt: row.mitigated_at,
    resolvedAt: row.resolved_at,
    commander: row.commander,
  };
}

export function toEvent(row: EventRow): IncidentEvent {
  const { id, at, type, actor, text } = row;
  return { id, at, type, actor, text };
}
