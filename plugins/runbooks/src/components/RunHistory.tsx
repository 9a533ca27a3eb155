import Typography from '@material-ui/core/Typography';
import {
  DataColumn,
  DataTable,
  ErrorPanel,
  LoadingSkeleton,
  RelativeTime,
  VerdictChip,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunSummary,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { RunLength } from './LastRun';
import { personName } from './personName';

const PAGE = 10;
const LARGEST_PAGE = 100;

const columns: DataColumn<RunSummary>[] = [
  { id: 'run', title: 'Checklist', render: ({ title }) => title },
  {
    id: 'ended',
    title: 'Ended',
    render: ({ endedAt }) => endedAt && <RelativeTime at={endedAt} />,
  },
  { id: 'by', title: 'By', render: ({ endedBy }) => personName(endedBy) },
  {
    id: 'length',
    title: 'Took',
    align: 'right',
    render: run => <RunLength run={run} />,
  },
  {
    id: 'outcome',
    title: 'Outcome',
    render: run => <RunOutcome run={run} />,
  },
];

/** How a run ended: late, with failures, or given up. */
export function RunOutcome({ run }: { run: RunSummary }) {
  if (run.state === 'abandoned') {
    return (
      <VerdictChip
        verdict={null}
        label="abandoned"
        title={run.reason ?? undefined}
      />
    );
  }
  const late = run.dueAt !== null && (run.endedAt ?? '') > run.dueAt;
  if (run.failed > 0) {
    return (
      <VerdictChip
        verdict="breached"
        label={
          run.failed === 1 ? '1 step failed' : `${run.failed} steps failed`
        }
      />
    );
  }
  return late ? (
    <VerdictChip verdict="at-risk" label="done late" />
  ) : (
    <VerdictChip verdict="met" label="done" />
  );
}

/** Runs that have ended, newest first. */
export function RunHistory({ onRun }: { onRun: (runId: string) => void }) {
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch, isFetching } = useEntityQuery({
    api: runbooksApiRef,
    name: ['runs', limit],
    query: (api, { entityRef, signal }) =>
      api.listRuns(entityRef, { limit }, { signal }),
  });
  return (
    <section>
      <Typography variant="h6" component="h3">
        History
      </Typography>
      {error && (
        <ErrorPanel
          what="the history"
          error={error}
          permission={runbooksReadPermission.name}
          onRetry={refetch}
        />
      )}
      {!data && !error && (
        <LoadingSkeleton
          what="history"
          layout={[{ kind: 'table', rows: 3, columns: 5 }]}
        />
      )}
      {data && (
        <DataTable
          label="Runs that have ended"
          columns={columns}
          rows={data.items}
          rowKey={({ id }) => id}
          rowName={({ title }) => `the run of ${title}`}
          onOpen={({ id }) => onRun(id)}
          emptyText="No run has ended yet"
          onLoadMore={
            data.nextCursor && limit < LARGEST_PAGE
              ? () => setLimit(Math.min(LARGEST_PAGE, limit * 2))
              : undefined
          }
          loadingMore={isFetching}
        />
      )}
    </section>
  );
}
