import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DataColumn,
  DataTable,
} from '@opsdeck/backstage-plugin-operations-react';
import { Proof, ProvenRun } from '@opsdeck/backstage-plugin-runbooks-common';
import { RunbooksTranslator, runbooksTranslationRef } from '../translation';
import { RunLength } from './LastRun';
import { personName } from './personName';
import { RunOutcome } from './RunHistory';

function columns(t: RunbooksTranslator): DataColumn<ProvenRun>[] {
  return [
    {
      id: 'started',
      title: t('proof.started'),
      render: ({ startedAt }) =>
        `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)}`,
    },
    { id: 'run', title: t('history.checklist'), render: ({ title }) => title },
    {
      id: 'by',
      title: t('history.by'),
      render: ({ startedBy, endedBy }) => personName(endedBy ?? startedBy, t),
    },
    {
      id: 'length',
      title: t('history.took'),
      align: 'right',
      render: run => <RunLength run={run} />,
    },
    {
      id: 'outcome',
      title: t('history.outcome'),
      render: run =>
        run.state === 'running' ? t('proof.running') : <RunOutcome run={run} />,
    },
  ];
}

/** The runs that were started in the period, folded up until somebody asks. */
export function ProofRuns({ proof }: { proof: Proof }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { runs, runsLeftOff } = proof;
  if (runs.length === 0) return <p>{t('proof.noRuns')}</p>;
  return (
    <details>
      <summary>{t('proof.runs', { count: runs.length + runsLeftOff })}</summary>
      <DataTable
        label={t('proof.runsLabel')}
        columns={columns(t)}
        rows={runs}
        rowKey={({ id }) => id}
        rowName={({ title }) => t('history.rowName', { title })}
        emptyText={t('proof.noRuns')}
      />
      {runsLeftOff > 0 && <p>{t('proof.leftOff', { count: runsLeftOff })}</p>}
    </details>
  );
}
