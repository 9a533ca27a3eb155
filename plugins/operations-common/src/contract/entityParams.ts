import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';
import { isRefPart } from '../annotation/refPart';
import { lookUpText } from './text';

/** Path of the routes about one entity; `entityParts` gives its parameters. */
export const ENTITY_ROUTE = '/entities/:kind/:namespace/:name';

/** Part of an entity ref, as the catalog has it; its client asks for nothing else without error. */
const PART = lookUpText(63).refine(isRefPart, {
  error: 'must be part of an entity ref',
});

/** A whole entity ref, `kind:namespace/name`. */
export const entityRefText = lookUpText(255).refine(isEntityRef, {
  error: 'must be an entity ref, kind:namespace/name',
});

function isEntityRef(text: string): boolean {
  try {
    const { kind, namespace, name } = parseEntityRef(text);
    return [kind, namespace, name].every(isRefPart);
  } catch {
    return false;
  }
}

/** Path parameters of a route below {@link ENTITY_ROUTE}, read as the entity's ref. */
export const entityParams = z
  .object({ kind: PART, namespace: PART, name: PART })
  .transform(parts => ({ entityRef: stringifyEntityRef(parts) }));

/** The same with one more parameter. */
export function entityParamsAnd<K extends string, T extends z.ZodType<string>>(
  name: K,
  schema: T,
) {
  return z
    .object({ kind: PART, namespace: PART, name: PART })
    .and(z.object({ [name]: schema } as Record<K, T>))
    .transform(parts => ({ ...parts, entityRef: stringifyEntityRef(parts) }));
}
