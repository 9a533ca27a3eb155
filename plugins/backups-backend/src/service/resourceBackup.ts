import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  Objective,
  RecoveryPoint,
  ResourceBackup,
  assessExposure,
  objectiveOf,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  EnvironmentDefinition,
  Freshness,
  resolveEnvironment,
} from '@opsdeck/backstage-plugin-operations-common';
import { StoredResource } from '../database/BackupStore';

/** One row of the tab for a resource that a source reads. */
export function toResourceBackup(input: {
  resource: StoredResource;
  objective: Objective;
  points: readonly RecoveryPoint[];
  freshness: Freshness | null;
  environments: readonly EnvironmentDefinition[];
  now: Date;
}): ResourceBackup {
  const { facts } = input.resource;
  const exposure = assessExposure({
    rpo: input.objective.rpo,
    pointInTimeLatest: facts.pointInTime?.latest ?? null,
    recoveryPoints: input.points,
    freshness: input.freshness,
    now: input.now,
  });
  return {
    key: facts.key,
    entityRef: input.objective.declaredBy,
    title: facts.title,
    type: facts.type,
    engine: facts.engine,
    location: facts.location,
    environment:
      resolveEnvironment(input.environments, facts.environmentFacts) ?? null,
    objective: input.objective,
    protection: facts.protection,
    pointInTime: facts.pointInTime,
    restorableAt: exposure.restorableAt?.toISOString() ?? null,
    exposureMs: exposure.exposureMs,
    breachAt: exposure.breachAt?.toISOString() ?? null,
    assessment: exposure.assessment,
    lastGoodPoint: exposure.lastGoodPoint,
    failedSince: exposure.failedSince,
    freshness: input.freshness,
  };
}

/**
 * One row for an entity that declares an objective but that no source reads.
 * Undefined when it declares none: then there is nothing to say of it.
 */
export function toDeclaredResource(
  entity: Entity,
  now: Date,
): ResourceBackup | undefined {
  const objective = objectiveOf(entity);
  if (entity.kind !== 'Resource' && objective.rpo === null) return undefined;
  if (objective.rpo === null && objective.problems.length === 0)
    return undefined;
  const exposure = assessExposure({
    rpo: objective.rpo,
    pointInTimeLatest: null,
    recoveryPoints: [],
    freshness: null,
    now,
  });
  return {
    key: null,
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    type: String(entity.spec?.type ?? entity.kind.toLowerCase()),
    engine: null,
    location: null,
    environment: null,
    objective,
    protection: null,
    pointInTime: null,
    restorableAt: null,
    exposureMs: null,
    breachAt: null,
    assessment: exposure.assessment,
    lastGoodPoint: null,
    failedSince: 0,
    freshness: null,
  };
}
