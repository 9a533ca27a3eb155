import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import {
  IncidentsOverview,
  incidentsReadPermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  PEER_ANNOTATIONS,
  isStale,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ErrorPanel,
  FreshnessList,
  Headline,
  LoadingSkeleton,
  OpsdeckQueryProvider,
  SetupCard,
  SourceProblemPanel,
  useDetailDrawer,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { ActiveIncident } from './ActiveIncident';
import { AlertTable } from './AlertTable';
import { DeclareButton } from './DeclareButton';
import { IncidentDrawer } from './IncidentDrawer';
import { RecentIncidents } from './RecentIncidents';

/** The Incidents tab of an entity: what is broken, and which clock is running. */
export function IncidentsTab() {
  return (
    <OpsdeckQueryProvider>
      <IncidentsContent />
    </OpsdeckQueryProvider>
  );
}

function IncidentsContent() {
  const { data, error, refetch } = useEntityQuery({
    api: incidentsApiRef,
    name: ['overview'],
    query: (api, { entityRef, signal }) =>
      api.getOverview(entityRef, { signal }),
    refetchIntervalMs: 10_000,
  });
  return (
    <>
      {error && (
        <ErrorPanel
          what="the incidents"
          error={error}
          permission={incidentsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {data && <Overview overview={data} />}
      {!data && !error && <LoadingSkeleton what="incidents" />}
    </>
  );
}

function Overview({ overview }: { overview: IncidentsOverview }) {
  const drawer = useDetailDrawer('incident');
  const { active, alerts, recent, sources } = overview;
  return (
    <>
      <Headline verdict={overview.verdict} actions={<DeclareButton />}>
        {overview.headline}
      </Headline>
      <SourceProblemPanel sources={sources} />
      {active.map(incident => (
        <ActiveIncident
          key={incident.id}
          incident={incident}
          onOpen={() => drawer.open(incident.id)}
        />
      ))}
      {overview.verdict === null && <IncidentsSetup />}
      {(overview.verdict !== null || alerts.length > 0) && (
        <>
          <Typography variant="h5" component="h3" gutterBottom>
            Alerts now
          </Typography>
          <AlertTable alerts={alerts} known={areKnown(overview)} />
        </>
      )}
      <Typography variant="h5" component="h3" gutterBottom>
        Past incidents
      </Typography>
      <RecentIncidents
        incidents={recent}
        onOpen={incident => drawer.open(incident.id)}
        openKey={drawer.openKey}
      />
      <FreshnessList sources={sources} />
      <IncidentDrawer incidentId={drawer.openKey} onClose={drawer.close} />
    </>
  );
}

function areKnown({ sources, evaluatedAt }: IncidentsOverview): boolean {
  const now = new Date(evaluatedAt);
  return sources.length > 0 && !sources.some(each => isStale(each, now));
}

function IncidentsSetup() {
  const { entity } = useEntity();
  return (
    <SetupCard
      entity={entity}
      title="No alert source knows this service"
      annotations={{
        [PEER_ANNOTATIONS.prometheusServiceName]: entity.metadata.name,
      }}
    >
      Alerts whose label <code>service</code> has this value will be shown here,
      and critical ones open incidents with running clocks.
    </SetupCard>
  );
}
