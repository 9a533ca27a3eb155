import {
  FleetSources,
  sourcesReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataTable,
  DetailDrawer,
  ErrorPanel,
  Headline,
  LoadingSkeleton,
  OpsdeckQueryProvider,
  useApiQuery,
  useDetailDrawer,
  useNow,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { SilentBackends } from './SilentBackends';
import { SourceDetails } from './SourceDetails';
import { sourceColumns } from './sourceColumns';
import { sourceRows, sourcesHeadline } from './sourceRows';

/** The health of the data itself: every source and scope, the worst first. */
export function SourcesPage() {
  return (
    <OpsdeckQueryProvider>
      <SourcesContent />
    </OpsdeckQueryProvider>
  );
}

function SourcesContent() {
  const { data, error, refetch } = useApiQuery({
    api: operationsApiRef,
    name: ['sources'],
    query: (api, { signal }) => api.getSources({ signal }),
    refetchIntervalMs: 10_000,
  });
  if (error && !data) {
    return (
      <ErrorPanel
        what="the data sources"
        error={error}
        permission={sourcesReadPermission.name}
        onRetry={refetch}
      />
    );
  }
  if (!data) return <LoadingSkeleton what="the data sources" />;
  return <Sources fleet={data} />;
}

function Sources({ fleet }: { fleet: FleetSources }) {
  const now = useNow(10_000);
  const drawer = useDetailDrawer('source');
  const rows = sourceRows(fleet, now);
  const opened = rows.find(row => row.key === drawer.openKey);
  return (
    <>
      <Headline verdict={rows[0]?.verdict ?? null}>
        {sourcesHeadline(rows)}
      </Headline>
      <SilentBackends fleet={fleet} />
      <DataTable
        label="Data sources"
        columns={sourceColumns}
        rows={rows}
        rowKey={row => row.key}
        rowName={row => `${row.source.title} ${row.scope.title}`}
        onOpen={row => drawer.open(row.key)}
        openKey={drawer.openKey}
        sortParameter="sort"
        emptyText="No data source is configured"
      />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened && `${opened.source.title} · ${opened.scope.title}`}
      >
        {opened && <SourceDetails row={opened} />}
      </DetailDrawer>
    </>
  );
}
