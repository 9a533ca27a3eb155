import { Entity } from '@backstage/catalog-model';
import {
  RecoveryPoint,
  ResourceBackup,
  assessExposure,
  configurationFindings,
  objectiveOf,
  recoveryTimeProof,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  EnvironmentDefinition,
  Freshness,
  resolveEnvironment,
} from '@opsdeck/backstage-plugin-operations-common';
import { StoredResource } from '../database/rows';

/** One row of the tab for a resource that a source reads. */
export function toResourceBackup(input: {
  /** The entity that it belongs to. */
  owner: Entity;
  resource: StoredResource;
  points: readonly RecoveryPoint[];
  freshness: Freshness | null;
  environments: readonly EnvironmentDefinition[];
  now: Date;
}): ResourceBackup {
  const { facts, sourceId, seenAt } = input.resource;
  const objective = objectiveOf(input.owner);
  const exposure = assessExposure({
    rpo: objective.rpo,
    pointInTimeLatest: facts.pointInTime?.latest ?? null,
    pointInTimeIntervalMs: facts.pointInTime?.intervalMs,
    recoveryPoints: input.points,
    freshness: input.freshness,
    readAt: seenAt,
    now: input.now,
  });
  return {
    key: facts.key,
    sourceId,
    entityRef: objective.declaredBy,
    title: facts.title,
    type: facts.type,
    engine: facts.engine,
    location: facts.location,
    environment:
      resolveEnvironment(input.environments, facts.environmentFacts) ?? null,
    objective,
    recoveryTimeProof: recoveryTimeProof(objective),
    protection: facts.protection,
    findings: configurationFindings(objective, facts.protection),
    pointInTime: facts.pointInTime,
    restorableAt: exposure.restorableAt?.toISOString() ?? null,
    exposureMs: exposure.exposureMs,
    worstCaseMs: exposure.worstCaseMs,
    breachAt: exposure.breachAt?.toISOString() ?? null,
    assessment: exposure.assessment,
    lastGoodPoint: exposure.lastGoodPoint,
    failedSince: exposure.failedSince,
    freshness: input.freshness,
  };
}

/**
 * One row for an entity that declares an objective, or tries to, but that no
 * source reads. Undefined when it declares none: then there is nothing to say
 * of it.
 */
export function toDeclaredResource(
  entity: Entity,
  now: Date,
): ResourceBackup | undefined {
  const objective = objectiveOf(entity);
  if (objective.rpo === null && objective.problems.length === 0) {
    return undefined;
  }
  const { assessment } = assessExposure({
    rpo: objective.rpo,
    pointInTimeLatest: null,
    recoveryPoints: [],
    freshness: null,
    now,
  });
  return {
    key: null,
    sourceId: null,
    entityRef: objective.declaredBy,
    title: entity.metadata.title ?? entity.metadata.name,
    type: String(entity.spec?.type ?? entity.kind.toLowerCase()),
    engine: null,
    location: null,
    environment: null,
    objective,
    recoveryTimeProof: recoveryTimeProof(objective),
    protection: null,
    findings: [],
    pointInTime: null,
    restorableAt: null,
    exposureMs: null,
    worstCaseMs: null,
    breachAt: null,
    assessment,
    lastGoodPoint: null,
    failedSince: 0,
    freshness: null,
  };
}
