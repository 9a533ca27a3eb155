import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  OPSDECK_ANNOTATIONS,
  parseDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { Objective } from '../api';

/**
 * The objective that an entity's annotations declare. A value that is no
 * duration is reported and counts as not declared.
 */
export function objectiveOf(entity: Entity): Objective {
  const problems: string[] = [];
  const text = (name: string): string | null =>
    entity.metadata.annotations?.[name]?.trim() || null;
  const duration = (name: string): string | null => {
    const value = text(name);
    if (value === null) return null;
    try {
      parseDuration(value);
      return value;
    } catch (error) {
      problems.push(
        `${name}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return null;
    }
  };
  return {
    rpo: duration(OPSDECK_ANNOTATIONS.rpo),
    rto: duration(OPSDECK_ANNOTATIONS.rto),
    tier: text(OPSDECK_ANNOTATIONS.tier),
    dataClass: text(OPSDECK_ANNOTATIONS.dataClass),
    declaredBy: stringifyEntityRef(entity),
    problems,
  };
}
