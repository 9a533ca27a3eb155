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
  const annotations = entity.metadata.annotations ?? {};
  const problems: string[] = [];
  const duration = (name: string): string | null => {
    const text = annotations[name];
    if (!text) return null;
    try {
      parseDuration(text);
      return text;
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
    tier: annotations[OPSDECK_ANNOTATIONS.tier] ?? null,
    dataClass: annotations[OPSDECK_ANNOTATIONS.dataClass] ?? null,
    declaredBy: stringifyEntityRef(entity),
    problems,
  };
}
