import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  RecoveryPoint,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  DataColumn,
  NewestOnly,
  DataTable,
  QueryBoundary,
  RelativeTime,
  useEntityQuery,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { backupsApiRef } from '../api/backupsApiRef';
import { BackupsTranslator, backupsTranslationRef } from '../translation';

const PAGE = 25;
const LARGEST_PAGE = 200;

function columns(t: BackupsTranslator): DataColumn<RecoveryPoint>[] {
  return [
    {
      id: 'data',
      title: t('points.data'),
      render: point =>
        point.dataTime ? <RelativeTime at={point.dataTime} /> : '—',
    },
    {
      id: 'kind',
      title: t('points.kind'),
      render: point => t(`pointKind.${point.kind}`),
    },
    {
      id: 'status',
      title: t('points.status'),
      render: point => point.providerStatus,
    },
    {
      id: 'location',
      title: t('points.location'),
      render: point => point.location,
    },
  ];
}

export interface RecoveryPointsProps {
  /** The provider's key of the resource. */
  resourceKey: string;
  /** The source that reads it, when known. */
  sourceId?: string;
}

/** What a restore can start from, newest data first. */
export function RecoveryPoints({ resourceKey, sourceId }: RecoveryPointsProps) {
  const { t } = useTranslationRef(backupsTranslationRef);
  const pages = useLoadMore(PAGE, LARGEST_PAGE);
  const { limit } = pages;
  const query = useEntityQuery({
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
        {t('points.title')}
      </Typography>
      <QueryBoundary
        query={query}
        what={t('points.what')}
        permission={backupsReadPermission.name}
      >
        {page => (
          <>
            <DataTable
              label={t('points.title')}
              columns={columns(t)}
              rows={page.items}
              rowKey={point => point.key}
              emptyText={t('points.empty')}
              onLoadMore={pages.onLoadMore(page)}
              loadingMore={query.isFetching}
            />
            {pages.isCut(page) && <NewestOnly count={page.items.length} />}
          </>
        )}
      </QueryBoundary>
    </section>
  );
}
