import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { UnboundRecord } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  useApiQuery,
  TwoLines,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import {
  OperationsTranslator,
  operationsTranslationRef,
} from '../../../translation';
import { EntityLink } from '../../entity/EntityLink';
import { SourceRow } from '../sourceRows';
import { LARGEST_PAGE, PAGE, Section } from './Section';

function recordColumns(t: OperationsTranslator): DataColumn<UnboundRecord>[] {
  return [
    {
      id: 'record',
      title: t('unbound.record'),
      render: ({ title, key }) => (
        <TwoLines first={title} second={key !== title && key} />
      ),
    },
    {
      id: 'reason',
      title: t('unbound.why'),
      render: ({ reason, candidates }) => (
        <>
          {reason}
          {candidates.map(entityRef => (
            <div key={entityRef}>
              <EntityLink entityRef={entityRef}>{entityRef}</EntityLink>
            </div>
          ))}
        </>
      ),
    },
  ];
}

/** Records that no entity of the catalog claims, and why. */
export function UnboundSection({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const columns = useMemo(() => recordColumns(t), [t]);
  const { limit, onLoadMore } = useLoadMore(PAGE, LARGEST_PAGE);
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['unbound', row.key, limit],
    query: (api, { signal }) =>
      api
        .of(row.pluginId)
        .listUnbound(
          row.source.id,
          { scopeId: row.scope.id, limit },
          { signal },
        ),
  });
  return (
    <Section what={t('unbound.what')} query={query}>
      {page => (
        <>
          <Typography variant="body2" gutterBottom>
            {t('unbound.advice')}
          </Typography>
          <DataTable
            label={t('unbound.label')}
            columns={columns}
            rows={page.items}
            rowKey={record => record.key}
            emptyText={t('unbound.empty')}
            onLoadMore={onLoadMore(page)}
            loadingMore={query.isPlaceholderData}
          />
        </>
      )}
    </Section>
  );
}
