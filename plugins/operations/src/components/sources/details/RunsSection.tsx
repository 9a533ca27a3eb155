import { SourceRun } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  RelativeTime,
  VerdictChip,
  useApiQuery,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import { SourceRow } from '../sourceRows';
import { RUN_VERDICTS, lastRunText, runTook } from '../sourceText';
import { LARGEST_PAGE, PAGE, Section } from './Section';

const columns: DataColumn<SourceRun>[] = [
  {
    id: 'outcome',
    title: 'Outcome',
    render: run => (
      <VerdictChip verdict={RUN_VERDICTS[run.outcome]} label={run.outcome} />
    ),
  },
  {
    id: 'started',
    title: 'Started',
    render: run => <RelativeTime at={run.startedAt} />,
  },
  { id: 'took', title: 'Took', align: 'right', render: runTook },
  {
    id: 'brought',
    title: 'It brought',
    render: run => (
      <>
        {lastRunText(run)}
        {run.failure && <div>{run.failure.message}</div>}
      </>
    ),
  },
];

/** How the last readings of a scope went, the newest first. */
export function RunsSection({ row }: { row: SourceRow }) {
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
    <Section what="the readings" query={query}>
      {page => (
        <DataTable
          label="Readings"
          columns={columns}
          rows={page.items}
          rowKey={run => run.id}
          emptyText="Not read yet"
          onLoadMore={onLoadMore(page)}
          loadingMore={query.isPlaceholderData}
        />
      )}
    </Section>
  );
}
