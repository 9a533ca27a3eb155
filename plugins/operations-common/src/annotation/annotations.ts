import { Entity } from '@backstage/catalog-model';

/** Annotations that Opsdeck defines. */
export const OPSDECK_ANNOTATIONS = {
  /** Name of the service's tier, for example `critical`. */
  tier: 'opsdeck.io/tier',
  /** Recovery point objective, an ISO-8601 duration. */
  rpo: 'opsdeck.io/rpo',
  /** Recovery time objective, an ISO-8601 duration. */
  rto: 'opsdeck.io/rto',
  /** What kind of data a resource holds: database, files or configuration. */
  dataClass: 'opsdeck.io/data-class',
  /** Paths or globs of runbooks, relative to the entity's source location. */
  runbooks: 'opsdeck.io/runbooks',
  /** Paths or globs of OpenSLO files, relative to the entity's source location. */
  slos: 'opsdeck.io/slos',
  /** Entity refs that this entity had before, comma-separated: their history is its own. */
  formerRefs: 'opsdeck.io/former-refs',
} as const;

/** One annotation's values: comma-separated, trimmed, empties dropped. */
export function annotationValues(entity: Entity, name: string): string[] {
  const text = entity.metadata.annotations?.[name] ?? '';
  return text
    .split(',')
    .map(value => value.trim())
    .filter(value => value !== '');
}
