import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  DeploymentsOverview,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  QueryBoundary,
  useEntityQuery,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsApiRef } from '../api/deploymentsApiRef';
import { deploymentsTranslationRef } from '../translation';
import { DeploymentFilterBar } from './DeploymentFilterBar';
import { DeploymentTable } from './DeploymentTable';
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
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const filters = useDeploymentFilters();
  const pages = useLoadMore(PAGE, LARGEST_PAGE);
  const asked = { ...filters.query, limit: pages.limit };
  const query = useEntityQuery({
    api: deploymentsApiRef,
    name: ['deployments', asked],
    query: (api, { entityRef, signal }) =>
      api.listDeployments(entityRef, asked, { signal }),
    refetchIntervalMs: 30_000,
  });
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('list.title')}
      </Typography>
      <DeploymentFilterBar overview={overview} filters={filters} />
      <QueryBoundary
        query={query}
        what={t('tab.what')}
        permission={deploymentsReadPermission.name}
        layout={[{ kind: 'table', rows: 5, columns: 6 }]}
      >
        {page => (
          <>
            <DeploymentTable
              deployments={page.items}
              onOpen={({ id }) => onOpen(id)}
              openKey={openKey}
              isFiltered={filters.isFiltered}
              onLoadMore={pages.onLoadMore(page)}
              loadingMore={query.isFetching}
            />
            {pages.isCut(page) && (
              <Typography variant="body2">
                {t('list.newestOnly', { number: String(page.items.length) })}
              </Typography>
            )}
          </>
        )}
      </QueryBoundary>
    </section>
  );
}
