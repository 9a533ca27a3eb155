import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  DataColumn,
  DataTable,
  QueryBoundary,
  RelativeTime,
  TwoLines,
  VerdictChip,
  useEntityQuery,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunSummary,
  isLonger,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { RunbooksTranslator, runbooksTranslationRef } from '../translation';
import { PaceChip } from './PaceChip';
import { RunLength } from './LastRun';
import { personName } from './personName';

const PAGE = 10;
const LARGEST_PAGE = 100;

function columns(t: RunbooksTranslator): DataColumn<RunSummary>[] {
  return [
    {
      id: 'run',
      title: t('history.checklist'),
      render: ({ title }) => title,
    },
    {
      id: 'ended',
      title: t('history.ended'),
      render: ({ endedAt }) => endedAt && <RelativeTime at={endedAt} />,
    },
    {
      id: 'by',
      title: t('history.by'),
      render: ({ endedBy }) => personName(endedBy, t),
    },
    {
      id: 'length',
      title: t('history.took'),
      align: 'right',
      render: run => (
        <TwoLines
          first={<RunLength run={run} />}
          second={isLonger(run) && t('run.longer')}
        />
      ),
    },
    {
      id: 'outcome',
      title: t('history.outcome'),
      render: run => (
        <>
          <RunOutcome run={run} /> <PaceChip run={run} />
        </>
      ),
    },
  ];
}

/** How a run ended: late, with failures, or given up. */
export function RunOutcome({ run }: { run: RunSummary }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (run.state === 'abandoned') {
    return (
      <VerdictChip
        verdict={null}
        label={t('outcome.abandoned')}
        title={run.reason ?? undefined}
      />
    );
  }
  if (run.failed > 0) {
    return (
      <VerdictChip
        verdict="breached"
        label={t('outcome.failed', { count: run.failed })}
      />
    );
  }
  const late = run.dueAt !== null && (run.endedAt ?? '') > run.dueAt;
  return late ? (
    <VerdictChip verdict="at-risk" label={t('outcome.late')} />
  ) : (
    <VerdictChip verdict="met" label={t('outcome.done')} />
  );
}

/** Runs that have ended, newest first. */
export function RunHistory({ onRun }: { onRun: (runId: string) => void }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const pages = useLoadMore(PAGE, LARGEST_PAGE);
  const query = useEntityQuery({
    api: runbooksApiRef,
    name: ['runs', pages.limit],
    query: (api, { entityRef, signal }) =>
      api.listRuns(entityRef, { limit: pages.limit }, { signal }),
  });
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('history.title')}
      </Typography>
      <QueryBoundary
        query={query}
        what={t('history.what')}
        permission={runbooksReadPermission.name}
        layout={[{ kind: 'table', rows: 3, columns: 5 }]}
      >
        {page => (
          <DataTable
            label={t('history.label')}
            columns={columns(t)}
            rows={page.items}
            rowKey={({ id }) => id}
            rowName={({ title }) => t('history.rowName', { title })}
            onOpen={({ id }) => onRun(id)}
            emptyText={t('history.empty')}
            onLoadMore={pages.onLoadMore(page)}
            loadingMore={query.isFetching}
          />
        )}
      </QueryBoundary>
    </section>
  );
}
