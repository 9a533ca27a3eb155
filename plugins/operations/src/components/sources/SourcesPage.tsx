import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FleetSources,
  sourcesReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataTable,
  DetailDrawer,
  Headline,
  OpsdeckQueryProvider,
  useApiQuery,
  useDetailDrawer,
  useNow,
  QueryBoundary,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { operationsTranslationRef } from '../../translation';
import { EntityLifePanel } from './entityLife/EntityLifePanel';
import { SilentBackends } from './SilentBackends';
import { SourceDetails } from './SourceDetails';
import { sourceColumns } from './sourceColumns';
import {
  sourceName,
  sourceRows,
  sourcesHeadline,
  sourcesVerdict,
} from './sourceRows';

/** The health of the data itself: every source and scope, the worst first. */
export function SourcesPage() {
  return (
    <OpsdeckQueryProvider>
      <SourcesContent />
    </OpsdeckQueryProvider>
  );
}

function SourcesContent() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const query = useApiQuery({
    api: operationsApiRef,
    name: ['sources'],
    query: (api, { signal }) => api.getSources({ signal }),
    refetchIntervalMs: 10_000,
  });
  return (
    <QueryBoundary
      query={query}
      what={t('sources.what')}
      permission={sourcesReadPermission.name}
    >
      {fleet => <Sources fleet={fleet} />}
    </QueryBoundary>
  );
}

function Sources({ fleet }: { fleet: FleetSources }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const columns = useMemo(() => sourceColumns(t), [t]);
  const now = useNow(10_000);
  const drawer = useDetailDrawer('source');
  const rows = sourceRows(fleet, now);
  const silent = fleet.plugins.filter(({ problem }) => problem !== null);
  const opened = rows.find(row => row.key === drawer.openKey);
  return (
    <>
      <Headline verdict={sourcesVerdict(rows, silent.length)}>
        {sourcesHeadline(rows, silent.length, t)}
      </Headline>
      <EntityLifePanel />
      <SilentBackends backends={silent} />
      <DataTable
        label={t('sources.label')}
        columns={columns}
        rows={rows}
        rowKey={row => row.key}
        rowName={sourceName}
        onOpen={row => drawer.open(row.key)}
        openKey={drawer.openKey}
        sortParameter="sort"
        emptyText={t('sources.empty')}
      />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened && sourceName(opened)}
      >
        {opened && <SourceDetails row={opened} />}
      </DetailDrawer>
    </>
  );
}
