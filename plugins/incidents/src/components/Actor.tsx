import { EntityDisplayName } from '@backstage/plugin-catalog-react';

export interface ActorProps {
  /** User entity ref, `alert:<name>`, or another word for who acted. */
  actor: string;
}

/** Who acted, within a sentence: a person's name, or "the alert X". */
export function Actor({ actor }: ActorProps) {
  if (actor.startsWith('alert:')) {
    return <>the alert {actor.slice('alert:'.length)}</>;
  }
  if (!/^user:[^/]+\/./.test(actor)) return <>{actor}</>;
  return <EntityDisplayName entityRef={actor} hideIcon disableTooltip />;
}
