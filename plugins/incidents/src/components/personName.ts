import { parseEntityRef } from '@backstage/catalog-model';

/** Who acted, for a sentence: a user's name, or "the alert X". */
export function personName(actor: string): string {
  if (actor.startsWith('alert:'))
    return `the alert ${actor.slice('alert:'.length)}`;
  try {
    return parseEntityRef(actor).name;
  } catch {
    return actor;
  }
}
