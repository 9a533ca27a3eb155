import { createHash } from 'node:crypto';
import {
  BackupRecord,
  RecoveryPoint,
} from '@opsdeck/backstage-plugin-backups-common';

/** A row of `protected_resources`. */
export interface ResourceRow {
  source_id: string;
  resource_key: string;
  scope_id: string;
  entity_ref: string | null;
  binding_note: string;
  title: string;
  type: string;
  record: string;
  points_digest: string;
  seen_at: string;
  gone_at: string | null;
}

/** A row of `recovery_points`. */
export interface PointRow {
  source_id: string;
  resource_key: string;
  point_key: string;
  kind: RecoveryPoint['kind'];
  status: RecoveryPoint['status'];
  provider_status: string;
  ordered_at: string;
  data_time: string | null;
  created_at: string | null;
  completed_at: string | null;
  location: string;
  /** SQLite keeps booleans as numbers. */
  encrypted: boolean | number | null;
  first_seen_at: string;
  gone_at: string | null;
}

/** The record without its recovery points, which have a table of their own. */
export type ResourceFacts = Omit<BackupRecord, 'recoveryPoints'>;

export interface StoredResource {
  sourceId: string;
  scopeId: string;
  entityRef: string | null;
  /** When a reading last listed it (UTC). */
  seenAt: string;
  facts: ResourceFacts;
}

export interface ScopeId {
  sourceId: string;
  scopeId: string;
}

export interface ResourceWrite {
  /** Null when no entity claims it. */
  entityRef: string | null;
  /** Through which annotation it is bound, or why it is not. */
  bindingNote: string;
  record: BackupRecord;
}

export function toStored(row: ResourceRow): StoredResource {
  return {
    sourceId: row.source_id,
    scopeId: row.scope_id,
    entityRef: row.entity_ref,
    seenAt: row.seen_at,
    facts: JSON.parse(row.record),
  };
}

/** What a reading says of a resource, as a row. */
export function resourceRow(
  scope: ScopeId,
  write: ResourceWrite,
  at: string,
): ResourceRow {
  const { recoveryPoints, ...facts } = write.record;
  return {
    source_id: scope.sourceId,
    resource_key: facts.key,
    scope_id: scope.scopeId,
    entity_ref: write.entityRef,
    binding_note: write.bindingNote,
    title: facts.title,
    type: facts.type,
    record: JSON.stringify(facts),
    points_digest: createHash('sha256')
      .update(JSON.stringify(recoveryPoints))
      .digest('hex'),
    seen_at: at,
    gone_at: null,
  };
}

export function toPoint(row: PointRow): RecoveryPoint {
  return {
    key: row.point_key,
    kind: row.kind,
    status: row.status,
    providerStatus: row.provider_status,
    dataTime: row.data_time,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    location: row.location,
    encrypted: row.encrypted === null ? null : Boolean(row.encrypted),
  };
}

/** What a reading says of a point, as columns. */
export function pointColumns(point: RecoveryPoint) {
  return {
    point_key: point.key,
    kind: point.kind,
    status: point.status,
    provider_status: point.providerStatus,
    ordered_at: instant(point.dataTime ?? point.createdAt) ?? '',
    data_time: instant(point.dataTime),
    created_at: instant(point.createdAt),
    completed_at: instant(point.completedAt),
    location: point.location,
    encrypted: point.encrypted,
  };
}

/** In the fixed length in which texts sort as instants. */
function instant(text: string | null | undefined): string | null {
  return text ? new Date(text).toISOString() : null;
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
