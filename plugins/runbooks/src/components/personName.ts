import { parseEntityRef } from '@backstage/catalog-model';

/** Who did it, in few words; null stands for a live check. */
export function personName(ref: string | null): string {
  if (ref === null) return 'its live check';
  try {
    return parseEntityRef(ref).name;
  } catch {
    // An identity provider may hand out something that is no ref.
    return ref;
  }
}
