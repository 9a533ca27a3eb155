import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Incident } from '@opsdeck/backstage-plugin-incidents-common';
import {
  DataColumn,
  DataTable,
  DurationText,
  RelativeTime,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { IncidentsTranslator, incidentsTranslationRef } from '../translation';

function lastedMs(incident: Incident): number | null {
  return incident.resolvedAt
    ? Date.parse(incident.resolvedAt) - Date.parse(incident.openedAt)
    : null;
}

function columns(t: IncidentsTranslator): DataColumn<Incident>[] {
  return [
    {
      id: 'incident',
      title: t('past.incident'),
      render: incident => (
        <TwoLines
          first={`${incident.number} ${incident.severity}`}
          second={incident.title}
          wrap
        />
      ),
      sortValue: incident => incident.number,
    },
    {
      id: 'opened',
      title: t('past.opened'),
      render: incident => <RelativeTime at={incident.openedAt} />,
      sortValue: incident => incident.openedAt,
    },
    {
      id: 'lasted',
      title: t('past.lasted'),
      align: 'right',
      render: incident => {
        const ms = lastedMs(incident);
        return ms === null ? '—' : <DurationText value={ms} />;
      },
      sortValue: lastedMs,
    },
    {
      id: 'targets',
      title: t('past.targets'),
      render: incident =>
        incident.clocks
          .map(({ kind, verdict }) =>
            t(`clocks.${verdict === 'breached' ? 'missed' : 'kept'}.${kind}`),
          )
          .join(', ') || '—',
    },
    {
      id: 'state',
      title: t('past.state'),
      render: incident => t(`state.${incident.state}`),
    },
  ];
}

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
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <DataTable
      label={t('tab.past')}
      columns={columns(t)}
      rows={incidents}
      rowKey={incident => incident.id}
      rowName={incident => incident.number}
      onOpen={onOpen}
      openKey={openKey}
      emptyText={t('past.empty')}
    />
  );
}
