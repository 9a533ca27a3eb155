import {
  DefinitionProblem,
  SliceSeconds,
  SloDefinition,
  SloObjective,
} from '@opsdeck/backstage-plugin-slos-common';

/** A version of an SLO file that is in use. */
export interface StoredDocument {
  path: string;
  text: string;
  url: string | null;
  /** Whether this version has no error. */
  good: boolean;
}

/** Where the figures of an objective come from and where they are kept. */
export interface StoredLedger {
  key: string;
  sourceId: string;
  scopeId: string;
  sliceSeconds: SliceSeconds;
}

/** One promise of an entity. */
export interface StoredObjective {
  entityRef: string;
  id: string;
  slo: SloDefinition;
  objective: SloObjective;
  /** Null when no source can measure it. */
  ledger: StoredLedger | null;
  unmeasuredReason: string | null;
}

/** An objective that a source measures. */
export type MeasuredObjective = StoredObjective & { ledger: StoredLedger };

/** Everything that an entity declares. */
export interface EntityDefinitions {
  entityRef: string;
  digest: string;
  problems: readonly DefinitionProblem[];
  documents: readonly StoredDocument[];
  objectives: readonly Omit<StoredObjective, 'entityRef'>[];
}

/** A row of `slo_entities`. */
export interface EntityRow {
  entity_ref: string;
  digest: string;
  problems: string;
  seen_at: string;
  gone_at: string | null;
}

/** A row of `slo_documents`. */
export interface DocumentRow {
  entity_ref: string;
  path: string;
  content: string;
  url: string | null;
  /** SQLite keeps booleans as numbers. */
  good: boolean | number;
}

/** A row of `slo_objectives`. */
export interface ObjectiveRow {
  entity_ref: string;
  slo_id: string;
  definition: string;
  ledger_key: string | null;
  source_id: string | null;
  scope_id: string | null;
  slice_seconds: number | null;
  unmeasured_reason: string | null;
}

export function toObjectiveRow(
  entityRef: string,
  stored: Omit<StoredObjective, 'entityRef'>,
): ObjectiveRow {
  const { slo, objective, ledger } = stored;
  return {
    entity_ref: entityRef,
    slo_id: stored.id,
    definition: JSON.stringify({ slo, objective }),
    ledger_key: ledger?.key ?? null,
    source_id: ledger?.sourceId ?? null,
    scope_id: ledger?.scopeId ?? null,
    slice_seconds: ledger?.sliceSeconds ?? null,
    unmeasured_reason: stored.unmeasuredReason,
  };
}

export function toDocument(row: DocumentRow): StoredDocument {
  return {
    path: row.path,
    text: row.content,
    url: row.url,
    good: Boolean(row.good),
  };
}

export function toObjective(row: ObjectiveRow): StoredObjective {
  const { slo, objective } = JSON.parse(row.definition);
  return {
    entityRef: row.entity_ref,
    id: row.slo_id,
    slo,
    objective,
    ledger:
      row.ledger_key !== null && row.source_id !== null && row.scope_id !== null
        ? {
            key: row.ledger_key,
            sourceId: row.source_id,
            scopeId: row.scope_id,
            sliceSeconds: row.slice_seconds === 60 ? 60 : 300,
          }
        : null,
    unmeasuredReason: row.unmeasured_reason,
  };
}

export function isMeasured(
  objective: StoredObjective,
): objective is MeasuredObjective {
  return objective.ledger !== null;
}
