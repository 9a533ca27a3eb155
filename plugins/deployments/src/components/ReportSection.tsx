import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { DeploymentReport } from '@opsdeck/backstage-plugin-deployments-common';
import {
  DataColumn,
  DataTable,
  FreshnessLine,
  RelativeTime,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  DeploymentsTranslator,
  deploymentsTranslationRef,
} from '../translation';
import { StatusChip } from './StatusChip';

type Step = DeploymentReport['history'][number];

function columns(t: DeploymentsTranslator): DataColumn<Step>[] {
  return [
    {
      id: 'at',
      title: t('report.when'),
      render: ({ at }) => <RelativeTime at={at} />,
    },
    {
      id: 'status',
      title: t('report.status'),
      render: ({ status }) => <StatusChip status={status} />,
    },
    {
      id: 'provider',
      title: t('report.words'),
      render: ({ providerState, note }) => (
        <TwoLines first={providerState} second={note} wrap />
      ),
    },
  ];
}

/** What one source says of a deployment: its steps, its pages, and how old that is. */
export function ReportSection({ report }: { report: DeploymentReport }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('report.title', { source: report.sourceTitle })}
      </Typography>
      {report.freshness ? (
        <FreshnessLine freshness={report.freshness} />
      ) : (
        <Typography variant="body2">
          {t('report.notConfigured', { scope: report.scopeId })}
        </Typography>
      )}
      <DataTable
        label={t('report.steps', { source: report.sourceTitle })}
        columns={columns(t)}
        rows={report.history}
        rowKey={({ at, providerState }) => `${at} ${providerState}`}
        emptyText={t('report.onlyPresent', { state: report.providerState })}
      />
      {report.links.length > 0 && (
        <Typography variant="body2" component="div">
          {report.links.map(({ title, url }, index) => (
            <span key={url}>
              {index > 0 && ' · '}
              <Link to={url}>{title}</Link>
            </span>
          ))}
        </Typography>
      )}
    </section>
  );
}
