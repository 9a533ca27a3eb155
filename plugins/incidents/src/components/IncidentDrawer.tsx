import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  IncidentDetail,
  incidentsReadPermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  DetailDrawer,
  Fact,
  FactSection,
  QueryBoundary,
  RelativeTime,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { incidentsTranslationRef } from '../translation';
import { Actor } from './Actor';
import { AddNote } from './AddNote';
import { AlertsEnded } from './AlertsEnded';
import { Clocks } from './Clocks';
import { IncidentTimeline } from './IncidentTimeline';
import { StateButtons } from './StateButtons';
import { SuspectedChanges } from './SuspectedChanges';

export interface IncidentDrawerProps {
  incidentId?: string;
  onClose: () => void;
}

/** One incident at its own link: clocks, what changed before it, and everything since. */
export function IncidentDrawer({ incidentId, onClose }: IncidentDrawerProps) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const query = useApiQuery({
    api: incidentsApiRef,
    name: ['incident', incidentId],
    query: (api, { signal }) => api.getIncident(incidentId ?? '', { signal }),
    refetchIntervalMs: 10_000,
    enabled: incidentId !== undefined,
  });
  const shown = query.data?.id === incidentId ? query.data : undefined;
  return (
    <DetailDrawer
      open={incidentId !== undefined}
      onClose={onClose}
      title={
        shown
          ? `${shown.number} ${shown.severity} “${shown.title}”`
          : t('drawer.title')
      }
      actions={shown && <StateButtons incident={shown} />}
    >
      <QueryBoundary
        query={query}
        what={t('drawer.what')}
        permission={incidentsReadPermission.name}
        keepPrevious={false}
      >
        {incident => <Detail incident={incident} />}
      </QueryBoundary>
    </DetailDrawer>
  );
}

function Detail({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <>
      <Clocks clocks={incident.clocks} />
      <AlertsEnded incident={incident} />
      <FactSection title={t('drawer.now')}>
        <Fact term={t('drawer.state')}>{t(`state.${incident.state}`)}</Fact>
        <Fact term={t('drawer.opened')}>
          {t('drawer.openedBy', {
            when: <RelativeTime at={incident.openedAt} />,
            who: <Actor actor={incident.openedBy} />,
          })}
        </Fact>
        <Fact term={t('drawer.commander')}>
          {incident.commander ? (
            <Actor actor={incident.commander} />
          ) : (
            t('drawer.nobody')
          )}
        </Fact>
      </FactSection>
      <SuspectedChanges incident={incident} />
      <AddNote incident={incident} />
      <IncidentTimeline incident={incident} />
    </>
  );
}
