import { stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';
import { lookUpText } from './text';

/** Path of the routes about one entity; `entityPath` fills it in. */
export const ENTITY_ROUTE = '/entities/:kind/:namespace/:name';

/** Longest part of an entity ref, as the catalog has it. */
const PART = lookUpText(63);

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
