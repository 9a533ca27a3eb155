import {
  IncidentDetail,
  incidentsReadPermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  DetailDrawer,
  ErrorPanel,
  Fact,
  FactSection,
  LoadingSkeleton,
  RelativeTime,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsApiRef } from '../api/incidentsApiRef';
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
  const { data, error, refetch } = useApiQuery({
    api: incidentsApiRef,
    name: ['incident', incidentId],
    query: (api, { signal }) => api.getIncident(incidentId ?? '', { signal }),
    refetchIntervalMs: 10_000,
    enabled: incidentId !== undefined,
  });
  const shown = data?.id === incidentId ? data : undefined;
  return (
    <DetailDrawer
      open={incidentId !== undefined}
      onClose={onClose}
      title={
        shown
          ? `${shown.number} ${shown.severity} “${shown.title}”`
          : 'Incident'
      }
      actions={shown && <StateButtons incident={shown} />}
    >
      {error && (
        <ErrorPanel
          what="the incident"
          error={error}
          permission={incidentsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {!error && !shown && <LoadingSkeleton what="the incident" />}
      {shown && <Detail incident={shown} />}
    </DetailDrawer>
  );
}

function Detail({ incident }: { incident: IncidentDetail }) {
  return (
    <>
      <Clocks clocks={incident.clocks} />
      <AlertsEnded incident={incident} />
      <FactSection title="Now">
        <Fact term="State">{incident.state}</Fact>
        <Fact term="Opened">
          <RelativeTime at={incident.openedAt} /> by{' '}
          <Actor actor={incident.openedBy} />
        </Fact>
        <Fact term="Commander">
          {incident.commander ? (
            <Actor actor={incident.commander} />
          ) : (
            'nobody yet'
          )}
        </Fact>
      </FactSection>
      <SuspectedChanges incident={incident} />
      <AddNote incident={incident} />
      <IncidentTimeline incident={incident} />
    </>
  );
}
