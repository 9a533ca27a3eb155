import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';

/** The path under which a backend answers for one entity. */
export function entityPath(ref: string | CompoundEntityRef): string {
  const { kind, namespace, name } =
    typeof ref === 'string' ? parseEntityRef(ref) : ref;
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** Path parameters of the routes below {@link entityPath}. */
export const entityPathSchema = z.object({
  kind: z.string().min(1).max(63),
  namespace: z.string().min(1).max(63),
  name: z.string().min(1).max(63),
});
