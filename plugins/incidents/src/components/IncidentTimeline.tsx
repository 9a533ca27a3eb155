import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { IncidentDetail } from '@opsdeck/backstage-plugin-incidents-common';
import { Timeline } from '@opsdeck/backstage-plugin-operations-react';
import { incidentsTranslationRef } from '../translation';
import { Actor } from './Actor';

/** Everything around an incident, newest first; deployments lead to their tab. */
export function IncidentTimeline({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const entityPath = useRouteRef(entityRouteRef);
  const path = entityPath(
    entityRouteParams(incident.entityRef, { encodeParams: true }),
  );
  return (
    <Timeline
      label={t('timeline.label', { number: incident.number })}
      entries={incident.timeline.map((entry, index) => ({
        id: `${entry.at} ${index}`,
        at: entry.at,
        kind: t(`timeline.kind.${entry.kind}`),
        title: entry.title,
        body: entry.actor
          ? t('timeline.by', { who: <Actor actor={entry.actor} /> })
          : entry.body,
        ...(entry.verdict && { verdict: entry.verdict }),
        href: entry.tab === 'deployments' ? `${path}/deployments` : undefined,
      }))}
      emptyText={t('timeline.empty')}
    />
  );
}
