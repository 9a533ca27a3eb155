import {
  Capability,
  EntityStatus,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';

/** A row of `board_statuses`. */
export interface StatusRow {
  entity_ref: string;
  capability: Capability;
  verdict: Verdict | null;
  headline: string;
  since: string;
  evaluated_at: string;
  valid_until: string;
  next_change_at: string | null;
  /** `ObservedBy` as JSON. */
  observed_by: string | null;
  sequence: number;
}

/** A row of `board_entities`. */
export interface EntityRow {
  entity_ref: string;
  title: string;
  kind: string;
  owner: string | null;
  system: string | null;
  tier: string | null;
  lifecycle: string | null;
  seen_at: string;
}

/** What the fleet table knows of an entity itself. */
export interface BoardEntity {
  entityRef: string;
  title: string;
  kind: string;
  owner: string | null;
  system: string | null;
  tier: string | null;
  lifecycle: string | null;
}

/** Widths of the columns: the catalog sets no limit to what it holds. */
const TITLE_LENGTH = 255;
const WORD_LENGTH = 100;

export function toEntityRow(entity: BoardEntity, seenAt: string): EntityRow {
  return {
    entity_ref: entity.entityRef,
    title: entity.title.slice(0, TITLE_LENGTH),
    kind: entity.kind,
    owner: entity.owner,
    system: entity.system,
    tier: entity.tier?.slice(0, WORD_LENGTH) ?? null,
    lifecycle: entity.lifecycle?.slice(0, WORD_LENGTH) ?? null,
    seen_at: seenAt,
  };
}

export function toEntity(row: EntityRow): BoardEntity {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    kind: row.kind,
    owner: row.owner,
    system: row.system,
    tier: row.tier,
    lifecycle: row.lifecycle,
  };
}

export function toStatusRow(status: EntityStatus): StatusRow {
  return {
    entity_ref: status.entityRef,
    capability: status.capability,
    verdict: status.verdict,
    headline: status.headline,
    since: status.since,
    evaluated_at: status.evaluatedAt,
    valid_until: status.validUntil,
    next_change_at: status.nextChangeAt,
    observed_by: status.observedBy ? JSON.stringify(status.observedBy) : null,
    sequence: status.sequence,
  };
}

export function toStatus(row: StatusRow): EntityStatus {
  return {
    entityRef: row.entity_ref,
    capability: row.capability,
    verdict: row.verdict,
    headline: row.headline,
    since: row.since,
    evaluatedAt: row.evaluated_at,
    validUntil: row.valid_until,
    nextChangeAt: row.next_change_at,
    observedBy: row.observed_by === null ? null : JSON.parse(row.observed_by),
    sequence: row.sequence,
  };
}
