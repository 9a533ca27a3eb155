import Typography from '@material-ui/core/Typography';
import {
  DeploymentsOverview,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ErrorPanel,
  LoadingSkeleton,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { deploymentsApiRef } from '../api/deploymentsApiRef';
import { DeploymentTable } from './DeploymentTable';
import { FilterBar } from './FilterBar';
import { useDeploymentFilters } from './useDeploymentFilters';

const PAGE = 25;
const LARGEST_PAGE = 200;

export interface DeploymentListProps {
  overview: DeploymentsOverview;
  onOpen: (id: string) => void;
  openKey?: string;
}

/** Every deployment on record, narrowed by the filters of the query string. */
export function DeploymentList(props: DeploymentListProps) {
  const { overview, onOpen, openKey } = props;
  const filters = useDeploymentFilters();
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch, isFetching } = useEntityQuery({
    api: deploymentsApiRef,
    name: ['deployments', { ...filters.query, limit }],
    query: (api, { entityRef, signal }) =>
      api.listDeployments(entityRef, { ...filters.query, limit }, { signal }),
    refetchIntervalMs: 30_000,
  });
  const hasMore = Boolean(data?.nextCursor);
  return (
    <section>
      <Typography variant="h6" component="h3">
        Deployments
      </Typography>
      <FilterBar overview={overview} filters={filters} />
      {error && (
        <ErrorPanel
          what="deployments"
          error={error}
          permission={deploymentsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {!data && !error && (
        <LoadingSkeleton
          what="deployments"
          layout={[{ kind: 'table', rows: 5, columns: 6 }]}
        />
      )}
      {data && (
        <DeploymentTable
          deployments={data.items}
          onOpen={({ id }) => onOpen(id)}
          openKey={openKey}
          isFiltered={filters.isFiltered}
          onLoadMore={
            hasMore && limit < LARGEST_PAGE
              ? () => setLimit(Math.min(LARGEST_PAGE, limit + PAGE))
              : undefined
          }
          loadingMore={isFetching}
        />
      )}
      {data && hasMore && limit >= LARGEST_PAGE && (
        <Typography variant="body2">
          These are the newest {data.items.length}; the filters find older ones.
        </Typography>
      )}
    </section>
  );
}
