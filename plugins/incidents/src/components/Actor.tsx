import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { incidentsTranslationRef } from '../translation';

export interface ActorProps {
  /** User entity ref, `alert:<name>`, or another word for who acted. */
  actor: string;
}

/** Who acted, within a sentence: a person's name, or "the alert X". */
export function Actor({ actor }: ActorProps) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  if (actor.startsWith('alert:')) {
    return <>{t('actor.alert', { name: actor.slice('alert:'.length) })}</>;
  }
  if (!/^user:[^/]+\/./.test(actor)) return <>{actor}</>;
  return <EntityDisplayName entityRef={actor} hideIcon disableTooltip />;
}
