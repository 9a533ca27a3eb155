import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DataColumn,
  DataTable,
  RelativeTime,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { ChecklistSummary } from '@opsdeck/backstage-plugin-runbooks-common';
import { RunbooksTranslator, runbooksTranslationRef } from '../translation';
import { DueChip } from './DueChip';
import { LastRun } from './LastRun';
import { StartButton } from './StartButton';

export interface ChecklistTableProps {
  /** Worst first. */
  checklists: readonly ChecklistSummary[];
  onOpen: (checklist: ChecklistSummary) => void;
  openKey?: string;
  onRun: (runId: string) => void;
}

const STATES = ['missed', 'overdue', 'due', 'upcoming', 'done'];

function columns(
  onRun: (runId: string) => void,
  t: RunbooksTranslator,
): DataColumn<ChecklistSummary>[] {
  return [
    {
      id: 'checklist',
      title: t('table.checklist'),
      render: ({ title, documentTitle }) => (
        <TwoLines
          first={title}
          second={documentTitle !== title && documentTitle}
          wrap
        />
      ),
      sortValue: ({ title }) => title,
    },
    {
      id: 'state',
      title: t('table.state'),
      render: checklist => <DueChip checklist={checklist} />,
      sortValue: ({ due, cadence }) =>
        cadence === null ? null : STATES.indexOf(due?.state ?? 'upcoming'),
    },
    {
      id: 'due',
      title: t('table.due'),
      render: checklist => <DueTime checklist={checklist} />,
      sortValue: checklist => dueAt(checklist),
    },
    {
      id: 'steps',
      title: t('table.steps'),
      align: 'right',
      render: ({ steps, checks }) => (
        <TwoLines
          first={steps}
          second={checks > 0 && t('table.checks', { count: checks })}
        />
      ),
      sortValue: ({ steps }) => steps,
      hideOnPhone: true,
    },
    {
      id: 'last',
      title: t('table.lastRun'),
      render: ({ lastRun }) => <LastRun run={lastRun} />,
      sortValue: ({ lastRun }) => lastRun?.endedAt ?? null,
    },
    {
      id: 'action',
      title: t('table.run'),
      render: checklist => <StartButton checklist={checklist} onRun={onRun} />,
    },
  ];
}

function dueAt({ due, next }: ChecklistSummary): string | null {
  return (due && due.state !== 'done' ? due.dueAt : next?.dueAt) ?? null;
}

/** When it is due, or when it is due again. */
export function DueTime({ checklist }: { checklist: ChecklistSummary }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const at = dueAt(checklist);
  return at ? <RelativeTime at={at} hint={t('table.dueHint')} /> : <>—</>;
}

/** One row per checklist; a row opens what it says. */
export function ChecklistTable(props: ChecklistTableProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <DataTable
      label={t('table.label')}
      columns={columns(props.onRun, t)}
      rows={props.checklists}
      rowKey={({ id }) => id}
      rowName={({ title }) => title}
      onOpen={props.onOpen}
      openKey={props.openKey}
      sortParameter="sort"
      emptyText={t('table.empty')}
    />
  );
}
