import {
  DeploymentStatus,
  LedgerAttempt,
  MergedDeployment,
  RunningVersion,
  SourcedAttempt,
  StatusChange,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  BindingFacts,
  EnvironmentFacts,
} from '@opsdeck/backstage-plugin-operations-common';
import { BindableRecord } from '@opsdeck/backstage-plugin-operations-node';
import { createHash } from 'node:crypto';

/** Whose a record is and where it was observed. */
export interface Placement {
  /** Null when no entity claims it. */
  entityRef: string | null;
  /** Through which annotation it is bound, or why it is not. */
  bindingNote: string;
  /** What else it may be bound by. */
  bindingFacts?: BindingFacts;
  /** Null when no rule fits the place. */
  environmentId: string | null;
}

/** Columns that say whose a row is, in `deployment_reports` and `running_versions`. */
export interface PlacementColumns {
  entity_ref: string | null;
  binding_keys: string;
  binding_note: string;
  environment_facts: string;
  environment_id: string | null;
}

/** A row of `deployment_reports`. */
export interface ReportRow extends PlacementColumns {
  source_id: string;
  report_key: string;
  scope_id: string;
  deployment_id: string | null;
  started_at: string;
  attempt: string;
  content_hash: string;
  first_seen_at: string;
}

/** A row of `deployment_transitions`. */
export interface TransitionRow {
  source_id: string;
  report_key: string;
  at: string;
  provider_state: string;
  status: DeploymentStatus;
  note: string | null;
}

/** A row of `deployments`. */
export interface DeploymentRow {
  id: string;
  entity_ref: string;
  environment_id: string | null;
  place: string;
  status: DeploymentStatus;
  author: string | null;
  started_at: string;
  finished_at: string | null;
  body: string;
}

/** A row of `running_versions`. */
export interface RunningRow extends PlacementColumns {
  source_id: string;
  workload_key: string;
  scope_id: string;
  record: string;
  seen_at: string;
  gone_at: string | null;
}

/** A deployment as it is stored. */
export interface StoredDeployment extends MergedDeployment {
  id: string;
  entityRef: string;
  environmentId: string | null;
  place: string;
}

/** What runs or ran, as it is stored. */
export interface StoredRunning {
  sourceId: string;
  scopeId: string;
  environmentId: string | null;
  /** When a complete reading no longer listed it; null while it is there. */
  goneAt: string | null;
  running: RunningVersion;
}

/** What one source says of a deployment, as it is stored. */
export interface StoredReport {
  sourceId: string;
  scopeId: string;
  attempt: LedgerAttempt;
  history: StatusChange[];
}

export function placementColumns(
  placement: Placement,
  record: {
    bindings: readonly { annotation: string; value: string }[];
    environmentFacts: EnvironmentFacts;
  },
): PlacementColumns {
  return {
    entity_ref: placement.entityRef,
    binding_keys: bindingKeys(placement, record.bindings),
    binding_note: placement.bindingNote,
    environment_facts: JSON.stringify(record.environmentFacts),
    environment_id: placement.environmentId,
  };
}

/** What unbound rows are bound by: the columns that hold it. */
export type UnboundColumns = Pick<
  PlacementColumns,
  'binding_keys' | 'environment_facts'
>;

function bindingKeys(
  { bindingFacts }: Placement,
  bindings: BindableRecord['bindings'],
): string {
  return JSON.stringify(bindingFacts ? { bindings, bindingFacts } : bindings);
}

/** Of the many reports, labels and the like are kept only while they may be needed: for what is unbound. */
export function reportPlacement(placement: Placement): Placement {
  return placement.entityRef === null
    ? placement
    : { ...placement, bindingFacts: undefined };
}

/** What a row is bound by. Rows of earlier versions hold the annotation values alone. */
export function bindableOf(row: UnboundColumns): BindableRecord {
  const stored: BindableRecord['bindings'] | BindableRecord = JSON.parse(
    row.binding_keys,
  );
  return {
    ...('bindings' in stored ? stored : { bindings: stored }),
    environmentFacts: JSON.parse(row.environment_facts),
  };
}

export function toSourced(row: ReportRow): SourcedAttempt {
  return {
    sourceId: row.source_id,
    scopeId: row.scope_id,
    attempt: JSON.parse(row.attempt),
  };
}

export function toDeployment(row: DeploymentRow): StoredDeployment {
  return {
    ...(JSON.parse(row.body) as MergedDeployment),
    id: row.id,
    entityRef: row.entity_ref,
    environmentId: row.environment_id,
    place: row.place,
  };
}

export function toChange(row: TransitionRow): StatusChange {
  return {
    status: row.status,
    providerState: row.provider_state,
    at: row.at,
    note: row.note,
  };
}

export function toRunning(row: RunningRow): StoredRunning {
  return {
    sourceId: row.source_id,
    scopeId: row.scope_id,
    environmentId: row.environment_id,
    goneAt: row.gone_at,
    running: JSON.parse(row.record),
  };
}

export function contentHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Pieces of a size that every database takes in one statement. */
export function* chunksOf<T>(items: readonly T[], size = 50): Iterable<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

/** One item per key, the last of each: one statement must not write a row twice. */
export function lastByKey<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  return [...new Map(items.map(item => [keyOf(item), item])).values()];
}
