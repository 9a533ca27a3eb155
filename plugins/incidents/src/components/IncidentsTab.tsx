import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
  EntityTab,
  SetupCard,
  TabOverview,
  useDetailDrawer,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { incidentsTranslationRef } from '../translation';
import { ActiveIncident } from './ActiveIncident';
import { AlertTable } from './AlertTable';
import { DeclareButton } from './DeclareButton';
import { IncidentDrawer } from './IncidentDrawer';
import { RecentIncidents } from './RecentIncidents';

/** An open incident changes by the minute. */
const REFETCH_MS = 10_000;

/** The Incidents tab of an entity: what is broken, and which clock is running. */
export function IncidentsTab() {
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <EntityTab
      api={incidentsApiRef}
      query={(api, { entityRef, signal }) =>
        api.getOverview(entityRef, { signal })
      }
      refetchIntervalMs={REFETCH_MS}
      what={t('tab.what')}
      permission={incidentsReadPermission.name}
    >
      {overview => <Overview overview={overview} />}
    </EntityTab>
  );
}

function Overview({ overview }: { overview: IncidentsOverview }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const drawer = useDetailDrawer('incident');
  const { active, alerts, recent } = overview;
  return (
    <TabOverview overview={overview} actions={<DeclareButton />}>
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
            {t('tab.alerts')}
          </Typography>
          <AlertTable alerts={alerts} known={areKnown(overview)} />
        </>
      )}
      <Typography variant="h5" component="h3" gutterBottom>
        {t('tab.past')}
      </Typography>
      <RecentIncidents
        incidents={recent}
        onOpen={incident => drawer.open(incident.id)}
        openKey={drawer.openKey}
      />
      <IncidentDrawer incidentId={drawer.openKey} onClose={drawer.close} />
    </TabOverview>
  );
}

function areKnown({ sources, evaluatedAt }: IncidentsOverview): boolean {
  const now = new Date(evaluatedAt);
  return sources.length > 0 && !sources.some(each => isStale(each, now));
}

function IncidentsSetup() {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const { entity } = useEntity();
  return (
    <SetupCard
      entity={entity}
      title={t('setup.title')}
      annotations={{
        [PEER_ANNOTATIONS.prometheusServiceName]: entity.metadata.name,
      }}
    >
      {t('setup.text', { label: <code>service</code> })}
    </SetupCard>
  );
}
