import { Incident } from '@opsdeck/backstage-plugin-incidents-common';
import {
  DataColumn,
  DataTable,
  DurationText,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';

function lastedMs(incident: Incident): number | null {
  return incident.resolvedAt
    ? Date.parse(incident.resolvedAt) - Date.parse(incident.openedAt)
    : null;
}

const columns: DataColumn<Incident>[] = [
  {
    id: 'incident',
    title: 'Incident',
    render: incident => (
      <>
        {incident.number} {incident.severity}
        <br />
        <small>{incident.title}</small>
      </>
    ),
    sortValue: incident => incident.number,
  },
  {
    id: 'opened',
    title: 'Opened',
    render: incident => <RelativeTime at={incident.openedAt} />,
    sortValue: incident => incident.openedAt,
  },
  {
    id: 'lasted',
    title: 'Lasted',
    align: 'right',
    render: incident => {
      const ms = lastedMs(incident);
      return ms === null ? '—' : <DurationText value={ms} />;
    },
    sortValue: lastedMs,
  },
  {
    id: 'targets',
    title: 'Targets',
    render: incident =>
      incident.clocks
        .map(
          clock =>
            `${clock.kind} ${clock.verdict === 'breached' ? 'missed' : 'kept'}`,
        )
        .join(', ') || '—',
  },
  { id: 'state', title: 'State', render: incident => incident.state },
];

export interface RecentIncidentsProps {
  incidents: readonly Incident[];
  onOpen: (incident: Incident) => void;
  openKey?: string;
}

/** Ended incidents, the latest first. */
export function RecentIncidents({
  incidents,
  onOpen,
  openKey,
}: RecentIncidentsProps) {
  return (
    <DataTable
      label="Past incidents"
      columns={columns}
      rows={incidents}
      rowKey={incident => incident.id}
      rowName={incident => incident.number}
      onOpen={onOpen}
      openKey={openKey}
      emptyText="No incident on record"
    />
  );
}
