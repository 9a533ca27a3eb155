import { Link } from '@backstage/core-components';
import {
  Alert,
  AlertClass,
  httpUrl,
} from '@opsdeck/backstage-plugin-incidents-common';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  RelativeTime,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';

const LEVELS: Record<AlertClass, Verdict> = {
  critical: 'breached',
  warning: 'at-risk',
  info: 'met',
  unclassified: 'unknown',
};

const columns: DataColumn<Alert>[] = [
  {
    id: 'class',
    title: 'Class',
    render: alert => (
      <VerdictChip verdict={LEVELS[alert.class]} label={alert.class} />
    ),
    sortValue: alert => Object.keys(LEVELS).indexOf(alert.class),
  },
  {
    id: 'alert',
    title: 'Alert',
    render: alert => (
      <>
        {alert.name}
        <br />
        <small>{alert.summary}</small>
      </>
    ),
    sortValue: alert => alert.name,
  },
  {
    id: 'environment',
    title: 'Environment',
    render: alert => alert.labels.environment ?? '—',
    sortValue: alert => alert.labels.environment,
    hideOnPhone: true,
  },
  {
    id: 'since',
    title: 'Since',
    render: alert => <RelativeTime at={alert.startsAt} />,
    sortValue: alert => alert.startsAt,
  },
  {
    id: 'state',
    title: 'State',
    render: alert =>
      alert.state === 'suppressed' ? (
        <>
          silenced
          {alert.silencedBy.map(why => (
            <small key={why}>
              <br />
              {why}
            </small>
          ))}
        </>
      ) : (
        'firing'
      ),
    sortValue: alert => alert.state,
  },
  {
    id: 'incident',
    title: 'Incident',
    render: alert => alert.incident ?? '—',
    sortValue: alert => alert.incident,
  },
  {
    id: 'runbook',
    title: 'Runbook',
    render: alert => {
      const href = httpUrl(alert.runbookUrl);
      return href ? <Link to={href}>Runbook</Link> : '—';
    },
  },
];

export interface AlertTableProps {
  alerts: readonly Alert[];
  /** False while a source is stale: then nobody knows that none fires. */
  known: boolean;
}

/** What fires now, the most urgent first. */
export function AlertTable({ alerts, known }: AlertTableProps) {
  return (
    <DataTable
      label="Alerts now"
      columns={columns}
      rows={alerts}
      rowKey={alert => alert.id}
      rowName={alert => alert.name}
      emptyText={known ? 'No alert fires' : 'No alert is known'}
    />
  );
}
