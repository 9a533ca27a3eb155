import Typography from '@material-ui/core/Typography';
import {
  RecoveryPoint,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  DataColumn,
  DataTable,
  ErrorPanel,
  LoadingSkeleton,
  RelativeTime,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { backupsApiRef } from '../api/backupsApiRef';

const PAGE = 25;
const LARGEST_PAGE = 200;

const columns: DataColumn<RecoveryPoint>[] = [
  {
    id: 'data',
    title: 'Data of',
    render: point =>
      point.dataTime ? <RelativeTime at={point.dataTime} /> : '—',
  },
  { id: 'kind', title: 'Kind', render: point => point.kind },
  { id: 'status', title: 'Status', render: point => point.providerStatus },
  { id: 'location', title: 'Location', render: point => point.location },
];

export interface RecoveryPointsProps {
  /** The provider's key of the resource. */
  resourceKey: string;
  /** The source that reads it, when known. */
  sourceId?: string;
}

/** What a restore can start from, newest data first. */
export function RecoveryPoints({ resourceKey, sourceId }: RecoveryPointsProps) {
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch, isFetching } = useEntityQuery({
    api: backupsApiRef,
    name: ['recovery-points', { resourceKey, sourceId, limit }],
    query: (api, { entityRef, signal }) =>
      api.listRecoveryPoints(
        entityRef,
        { resourceKey, sourceId, limit },
        { signal },
      ),
  });
  return (
    <section>
      <Typography variant="h6" component="h3">
        Recovery points
      </Typography>
      {error && (
        <ErrorPanel
          what="recovery points"
          error={error}
          permission={backupsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {!data && !error && <LoadingSkeleton what="recovery points" />}
      {data && (
        <DataTable
          label="Recovery points"
          columns={columns}
          rows={data.items}
          rowKey={point => point.key}
          emptyText="No recovery point exists"
          onLoadMore={
            data.nextCursor && limit < LARGEST_PAGE
              ? () => setLimit(Math.min(LARGEST_PAGE, limit + PAGE))
              : undefined
          }
          loadingMore={isFetching}
        />
      )}
      {data?.nextCursor && limit >= LARGEST_PAGE && (
        <Typography variant="body2">
          These are the newest {data.items.length}; there are older ones.
        </Typography>
      )}
    </section>
  );
}
