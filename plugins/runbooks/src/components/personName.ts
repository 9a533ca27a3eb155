import { parseEntityRef } from '@backstage/catalog-model';
import { RunbooksTranslator } from '../translation';

/** Who did it, in few words; null stands for a live check. */
export function personName(ref: string | null, t: RunbooksTranslator): string {
  if (ref === null) return t('person.liveCheck');
  try {
    return parseEntityRef(ref).name;
  } catch {
    // An identity provider may hand out something that is no ref.
    return ref;
  }
}
