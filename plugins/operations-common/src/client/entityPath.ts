import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';

/** The path under which a backend answers for one entity. */
export function entityPath(ref: string | CompoundEntityRef): string {
  const { kind, namespace, name } =
    typeof ref === 'string' ? parseEntityRef(ref) : ref;
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}
