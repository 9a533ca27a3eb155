import {
  operationsReadPermission,
  VERDICTS,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataTable,
  ErrorPanel,
  Headline,
  LoadingSkeleton,
  OpsdeckQueryProvider,
  useApiQuery,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { fleetColumns } from './fleetColumns';
import { FleetFilters } from './FleetFilters';
import { fleetHeadline } from './fleetHeadline';

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
  const [text, setText] = useUrlState<string>('q', '');
  const [tier, setTier] = useUrlState<string>('tier', '');
  const [verdict, setVerdict] = useUrlState<Verdict | ''>('verdict', '', [
    '',
    ...VERDICTS,
  ]);
  const [limit, setLimit] = useState(PAGE);
  const query = {
    text: text || undefined,
    tier: tier || undefined,
    verdict: verdict || undefined,
    limit,
  };
  const { data, error, refetch, isFetching } = useApiQuery({
    api: operationsApiRef,
    name: ['board', query],
    query: (api, { signal }) => api.getBoard(query, { signal }),
    refetchIntervalMs: 30_000,
  });
  if (error && !data) {
    return (
      <ErrorPanel
        what="the fleet"
        error={error}
        permission={operationsReadPermission.name}
        onRetry={refetch}
      />
    );
  }
  if (!data) return <LoadingSkeleton what="the fleet" />;
  const { counts } = data;
  const worst = VERDICTS.find(each => counts[each] > 0) ?? null;
  return (
    <>
      <Headline verdict={worst}>{fleetHeadline(counts)}</Headline>
      <FleetFilters
        text={text}
        onText={setText}
        tier={tier}
        onTier={setTier}
        verdict={verdict}
        onVerdict={setVerdict}
      />
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
    </>
  );
}
