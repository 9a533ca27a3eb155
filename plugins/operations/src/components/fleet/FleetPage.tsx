import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  BoardPage,
  VERDICTS,
  operationsReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataTable,
  Headline,
  OpsdeckQueryProvider,
  useApiQuery,
  QueryBoundary,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { operationsTranslationRef } from '../../translation';
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
  const { t } = useTranslationRef(operationsTranslationRef);
  const state = useFleetFilter();
  const { limit, onLoadMore, isCut } = useLoadMore(PAGE, LARGEST_PAGE);
  const columns = useMemo(() => fleetColumns(t), [t]);
  const asked = boardQuery(state.filter, limit);
  const query = useApiQuery({
    api: operationsApiRef,
    name: ['board', asked],
    query: (api, { signal }) => api.getBoard(asked, { signal }),
    refetchIntervalMs: 30_000,
  });
  return (
    <QueryBoundary
      query={query}
      what={t('fleet.what')}
      permission={operationsReadPermission.name}
    >
      {page => (
        <>
          <FleetHeadline counts={page.counts} />
          <FleetFilters {...state} rows={page.rows} />
          <DataTable
            label={t('fleet.label')}
            columns={columns}
            rows={page.rows}
            rowKey={row => row.entityRef}
            rowName={row => row.title}
            sortParameter="sort"
            emptyText={t('fleet.empty')}
            onLoadMore={onLoadMore(page)}
            loadingMore={query.isFetching}
          />
          {page.nextCursor && (
            <Typography variant="body2" align="center">
              {shownText(page, isCut(page), t)}
            </Typography>
          )}
        </>
      )}
    </QueryBoundary>
  );
}

function FleetHeadline({ counts }: Pick<BoardPage, 'counts'>) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const worst = VERDICTS.find(verdict => counts[verdict] > 0) ?? null;
  return <Headline verdict={worst}>{fleetHeadline(counts, t)}</Headline>;
}
