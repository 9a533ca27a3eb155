import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
  TwoLines,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { IncidentsTranslator, incidentsTranslationRef } from '../translation';

const LEVELS: Record<AlertClass, Verdict> = {
  critical: 'breached',
  warning: 'at-risk',
  info: 'met',
  unclassified: 'unknown',
};

function columns(t: IncidentsTranslator): DataColumn<Alert>[] {
  return [
    {
      id: 'class',
      title: t('alerts.class'),
      render: alert => (
        <VerdictChip
          verdict={LEVELS[alert.class]}
          label={t(`alertClass.${alert.class}`)}
        />
      ),
      sortValue: alert => Object.keys(LEVELS).indexOf(alert.class),
    },
    {
      id: 'alert',
      title: t('alerts.alert'),
      render: alert => (
        <TwoLines first={alert.name} second={alert.summary} wrap />
      ),
      sortValue: alert => alert.name,
    },
    {
      id: 'environment',
      title: t('alerts.environment'),
      render: alert => alert.labels.environment ?? '—',
      sortValue: alert => alert.labels.environment,
      hideOnPhone: true,
    },
    {
      id: 'since',
      title: t('alerts.since'),
      render: alert => <RelativeTime at={alert.startsAt} />,
      sortValue: alert => alert.startsAt,
    },
    {
      id: 'state',
      title: t('alerts.state'),
      render: alert =>
        alert.state === 'suppressed' ? (
          <TwoLines
            first={t('alerts.silenced')}
            second={alert.silencedBy.join('; ')}
            wrap
          />
        ) : (
          t('alerts.firing')
        ),
      sortValue: alert => alert.state,
    },
    {
      id: 'incident',
      title: t('alerts.incident'),
      render: alert => alert.incident ?? '—',
      sortValue: alert => alert.incident,
    },
    {
      id: 'runbook',
      title: t('alerts.runbook'),
      render: alert => {
        const href = httpUrl(alert.runbookUrl);
        return href ? <Link to={href}>{t('alerts.runbook')}</Link> : '—';
      },
    },
  ];
}

export interface AlertTableProps {
  alerts: readonly Alert[];
  /** False while a source is stale: then nobody knows that none fires. */
  known: boolean;
}

/** What fires now, the most urgent first. */
export function AlertTable({ alerts, known }: AlertTableProps) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <DataTable
      label={t('tab.alerts')}
      columns={columns(t)}
      rows={alerts}
      rowKey={alert => alert.id}
      rowName={alert => alert.name}
      emptyText={t(known ? 'alerts.noneFires' : 'alerts.noneKnown')}
    />
  );
}
