import Typography from '@material-ui/core/Typography';
import {
  BoardPage,
  VERDICTS,
  operationsReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataTable,
  ErrorPanel,
  Headline,
  LoadingSkeleton,
  OpsdeckQueryProvider,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { fleetColumns } from './fleetColumns';
import { FleetFilters } from './FleetFilters';
import { fleetHeadline, shownText } from './fleetHeadline';
import { boardQuery, useFleetFilter } from './useFleetFilter';

const PAGE = 50;
const LARGEST_PAGE = 200;

/** The whole fleet, worst first. */
export function FleetPage() {
  return (
    <OpsdeckQueryProvider>
      <FleetContent />
    </OpsdeckQueryProvider>
  );
}

function FleetContent() {
  const state = useFleetFilter();
  const [limit, setLimit] = useState(PAGE);
  const query = boardQuery(state.filter, limit);
  const { data, error, refetch, isFetching } = useApiQuery({
    api: operationsApiRef,
    name: ['board', query],
    query: (api, { signal }) => api.getBoard(query, { signal }),
    refetchIntervalMs: 30_000,
  });
  return (
    <>
      {error && (
        <ErrorPanel
          what="the fleet"
          error={error}
          permission={operationsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {!data && !error && <LoadingSkeleton what="the fleet" />}
      {data && <FleetHeadline counts={data.counts} />}
      {data && <FleetFilters {...state} rows={data.rows} />}
      {data && (
        <DataTable
          label="Services"
          columns={fleetColumns}
          rows={data.rows}
          rowKey={row => row.entityRef}
          rowName={row => row.title}
          sortParameter="sort"
          emptyText="No service matches these filters"
          onLoadMore={
            data.nextCursor && limit < LARGEST_PAGE
              ? () => setLimit(Math.min(LARGEST_PAGE, limit + PAGE))
              : undefined
          }
          loadingMore={isFetching}
        />
      )}
      {data?.nextCursor && (
        <Typography variant="body2" align="center">
          {shownText(data, limit >= LARGEST_PAGE)}
        </Typography>
      )}
    </>
  );
}

function FleetHeadline({ counts }: Pick<BoardPage, 'counts'>) {
  const worst = VERDICTS.find(verdict => counts[verdict] > 0) ?? null;
  return <Headline verdict={worst}>{fleetHeadline(counts)}</Headline>;
}
