import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SourceRun } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  RelativeTime,
  VerdictChip,
  useApiQuery,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import {
  OperationsTranslator,
  operationsTranslationRef,
} from '../../../translation';
import { SourceRow } from '../sourceRows';
import { RUN_VERDICTS, lastRunText, runTook } from '../sourceText';
import { LARGEST_PAGE, PAGE, Section } from './Section';

function runColumns(t: OperationsTranslator): DataColumn<SourceRun>[] {
  return [
    {
      id: 'outcome',
      title: t('runs.outcome'),
      render: run => (
        <VerdictChip
          verdict={RUN_VERDICTS[run.outcome]}
          label={t(`runOutcome.${run.outcome}`)}
        />
      ),
    },
    {
      id: 'started',
      title: t('runs.started'),
      render: run => <RelativeTime at={run.startedAt} />,
    },
    { id: 'took', title: t('runs.took'), align: 'right', render: runTook },
    {
      id: 'brought',
      title: t('runs.brought'),
      render: run => (
        <>
          {lastRunText(run, t)}
          {run.failure && <div>{run.failure.message}</div>}
        </>
      ),
    },
  ];
}

/** How the last readings of a scope went, the newest first. */
export function RunsSection({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const columns = useMemo(() => runColumns(t), [t]);
  const { limit, onLoadMore } = useLoadMore(PAGE, LARGEST_PAGE);
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['runs', row.key, limit],
    query: (api, { signal }) =>
      api
        .of(row.pluginId)
        .listRuns(row.source.id, { scopeId: row.scope.id, limit }, { signal }),
    refetchIntervalMs: 10_000,
  });
  return (
    <Section what={t('runs.what')} query={query}>
      {page => (
        <DataTable
          label={t('runs.label')}
          columns={columns}
          rows={page.items}
          rowKey={run => run.id}
          emptyText={t('runs.empty')}
          onLoadMore={onLoadMore(page)}
          loadingMore={query.isPlaceholderData}
        />
      )}
    </Section>
  );
}
