import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import {
  IncidentDetail,
  TimelineEntry,
  incidentsReadPermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  DetailDrawer,
  ErrorPanel,
  Fact,
  FactSection,
  LoadingSkeleton,
  RelativeTime,
  Timeline,
  entityRefOf,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { AddNote } from './AddNote';
import { Clocks } from './Clocks';
import { StateButtons } from './StateButtons';
import { personName } from './personName';

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
      {error && !shown && (
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
  const entityRef = entityRefOf(useEntity());
  return (
    <>
      <Clocks clocks={incident.clocks} />
      <FactSection title="Now">
        <Fact term="State">{incident.state}</Fact>
        <Fact term="Opened">
          <RelativeTime at={incident.openedAt} /> by{' '}
          {personName(incident.openedBy)}
        </Fact>
        <Fact term="Commander">
          {incident.commander ? personName(incident.commander) : 'nobody yet'}
        </Fact>
      </FactSection>
      <FactSection title="What changed before it began">
        {incident.suspectedChanges.length === 0 && (
          <Fact term="Deployments">none known in the two hours before</Fact>
        )}
        {incident.suspectedChanges.map(change => (
          <Fact key={`${change.at}${change.title}`} term={change.reason}>
            {change.title}
          </Fact>
        ))}
      </FactSection>
      {incident.gaps.map(gap => (
        <Typography key={gap} variant="body2" gutterBottom>
          {gap}
        </Typography>
      ))}
      <AddNote incident={incident} />
      <Timeline
        label={`Timeline of ${incident.number}`}
        entries={incident.timeline.map((entry, index) =>
          toEntry(entry, index, entityRef),
        )}
        emptyText="Nothing has happened yet"
      />
    </>
  );
}

function toEntry(entry: TimelineEntry, index: number, entityRef: string) {
  const [kind, rest] = entityRef.split(':');
  const [namespace, name] = rest.split('/');
  return {
    id: `${entry.at}-${index}`,
    at: entry.at,
    kind: entry.kind,
    title: entry.title,
    body: entry.body,
    verdict: entry.verdict,
    href:
      entry.tab === 'deployments'
        ? `/catalog/${namespace}/${kind}/${name}/${entry.tab}`
        : undefined,
  };
}
