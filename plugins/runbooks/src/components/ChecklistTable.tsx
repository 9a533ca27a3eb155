import {
  DataColumn,
  DataTable,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';
import { ChecklistSummary } from '@opsdeck/backstage-plugin-runbooks-common';
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
): DataColumn<ChecklistSummary>[] {
  return [
    {
      id: 'checklist',
      title: 'Checklist',
      render: ({ title, documentTitle }) => (
        <>
          {title}
          {documentTitle !== title && (
            <>
              <br />
              <small>{documentTitle}</small>
            </>
          )}
        </>
      ),
      sortValue: ({ title }) => title,
    },
    {
      id: 'state',
      title: 'State',
      render: checklist => <DueChip checklist={checklist} />,
      sortValue: ({ due, cadence }) =>
        cadence === null ? null : STATES.indexOf(due?.state ?? 'upcoming'),
    },
    {
      id: 'due',
      title: 'Due',
      render: checklist => <DueTime checklist={checklist} />,
      sortValue: checklist => dueAt(checklist),
    },
    {
      id: 'steps',
      title: 'Steps',
      align: 'right',
      render: ({ steps, checks }) => (
        <>
          {steps}
          {checks > 0 && (
            <>
              <br />
              <small>
                {checks === 1 ? '1 ticks itself' : `${checks} tick themselves`}
              </small>
            </>
          )}
        </>
      ),
      sortValue: ({ steps }) => steps,
      hideOnPhone: true,
    },
    {
      id: 'last',
      title: 'Last run',
      render: ({ lastRun }) => <LastRun run={lastRun} />,
      sortValue: ({ lastRun }) => lastRun?.endedAt ?? null,
    },
    {
      id: 'action',
      title: 'Run',
      render: checklist => <StartButton checklist={checklist} onRun={onRun} />,
    },
  ];
}

function dueAt({ due, next }: ChecklistSummary): string | null {
  return (due && due.state !== 'done' ? due.dueAt : next?.dueAt) ?? null;
}

/** When it is due, or when it is due again. */
export function DueTime({ checklist }: { checklist: ChecklistSummary }) {
  const at = dueAt(checklist);
  return at ? <RelativeTime at={at} hint="due" /> : <>—</>;
}

/** One row per checklist; a row opens what it says. */
export function ChecklistTable(props: ChecklistTableProps) {
  return (
    <DataTable
      label="Checklists"
      columns={columns(props.onRun)}
      rows={props.checklists}
      rowKey={({ id }) => id}
      rowName={({ title }) => title}
      onOpen={props.onOpen}
      openKey={props.openKey}
      sortParameter="sort"
      emptyText="The documents hold no checklist"
    />
  );
}
